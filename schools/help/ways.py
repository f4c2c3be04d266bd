"""From a page to the place of the guide that tells of it (`places.toml`)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from schools.addresses import address_of
from schools.help.guide import anchor_of, own_chapter

FILE: Final = Path(__file__).with_name("places.toml")


@cache
def places() -> dict[str, dict[str, str]]:
    """Chapter → beginning of an address → heading."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def way(role: str, path: str) -> str:
    """The address of the chapter of a role, at the section that tells of the page, if one does."""
    code = own_chapter(role)
    told = places().get(code, {})
    nearest = max((start for start in told if path.startswith(start)), key=len, default="")
    anchor = f"#{anchor_of(told[nearest])}" if nearest else ""
    return address_of("help:chapter", code) + anchor
