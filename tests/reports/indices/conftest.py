"""A district with everything, and a run of its index."""

import pytest

from tests.reports.indices.runs import calculated, fill


@pytest.fixture
def district(municipality):
    """Six schools with everything; ИОР 0.001…0.006."""
    fill(municipality, 6)
    return municipality


@pytest.fixture
def run(district):
    """ИОР of the six schools by ГИА: 0, 0.2 … 1."""
    return calculated(district)
