"""Catching what the workflow says when it refuses."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError


def refused(do: Callable[[], object]) -> str:
    """The sentence with which the call is refused; a call that goes through fails the test."""
    with pytest.raises(ValidationError) as excinfo:
        do()
    return " ".join(excinfo.value.messages)
