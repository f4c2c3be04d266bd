"""Addresses that every page holds: looked for once a process."""

from functools import lru_cache
from typing import Final

from django.urls import get_script_prefix, reverse

# Far more than the rail, the guide and the campaigns of a day have.
_KEPT: Final = 2_000


def address_of(url_name: str, *args: object) -> str:
    """What `reverse` answers: the same for as long as the portal lies under the same prefix."""
    return _found(url_name, args, get_script_prefix())


@lru_cache(_KEPT)
def _found(url_name: str, args: tuple[object, ...], _prefix: str) -> str:
    return reverse(url_name, args=args)
