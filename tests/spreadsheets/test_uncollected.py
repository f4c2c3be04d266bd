"""The collector of garbage stays away while rows are imported, and comes back however that ends."""

import gc
from contextlib import ExitStack

import pytest

from mentorship.spreadsheets.uncollected import uncollected


def test_collector_is_away_until_the_last_has_ended():
    first, second = ExitStack(), ExitStack()
    first.enter_context(uncollected())
    second.enter_context(uncollected())
    found = [gc.isenabled()]
    first.close()
    found.append(gc.isenabled())
    second.close()
    assert [*found, gc.isenabled()] == [False, False, True]


def test_collector_is_back_after_an_error():
    with pytest.raises(ValueError, match="row"), uncollected():
        raise ValueError("row")
    assert gc.isenabled()


def test_collector_that_somebody_else_keeps_away_stays_away():
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
