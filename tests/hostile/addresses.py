"""Every address of the portal with rubbish where people and programs put it."""

import re
from collections.abc import Iterator
from functools import reduce

from tests.architecture.files import code_files
from tests.journeys.access.routes import places, routes

HUGE = "9" * 20
# Words of the query that views read; forms and filters add their own names below.
_READ = re.compile(r"GET(?:\.get|\.getlist|\[)\(?[\"']([a-z_]+)[\"']")
_FIELDS = re.compile(
    r"^    (\w+)(?:: Any)? = (?:forms|django_filters|filters)?\.?\w*(?:Field|Filter)\(", re.MULTILINE
)
_ADMIN = (
    "p",
    "o",
    "e",
    "all",
    "_changelist_filters",
    "_popup",
    "_to_field",
    "id__exact",
    "app_label",
    "model_name",
)

RUBBISH = (
    HUGE,
    "-1",
    "абв",
    "0001-01-01",
    "9999-12-31",
    "",
    "1e400",
    "' OR 1=1 --",
    "\ud7ff\uffff\u202e",
    "../../etc/passwd",
    "0",
    "999999999",
    "2026-02-31",
    "[]",
    "٣",
)
_PARTS = {
    "int": ("1", HUGE),
    "slug": ("x", "-"),
    "str": ("x", "%D1%84"),
    "path": ("x/y", "901"),
    "known": ("901",),
}


def names() -> list[str]:
    """The names that any view or form of the portal reads."""
    sources = [path.read_text(encoding="utf-8") for path in code_files()]
    found = {name for source in sources for name in (*_READ.findall(source), *_FIELDS.findall(source))}
    return sorted({*found, *_ADMIN})


def addresses() -> Iterator[str]:
    """An address for each route and each kind of rubbish in it; of stored rows where there are some."""
    known = places()
    for route in routes():
        if "<" not in route:
            yield "/" + _plain(route)
            continue
        for choice in (0, 1):
            yield "/" + _plain(_filled(route, choice))
        place = known.get(route)
        row = place.model._default_manager.first() if place and place.model else None
        if row is not None:
            yield _of_row(place, row)


def _of_row(place, row) -> str:
    try:
        return place.address(row)
    except AttributeError:
        # the first row of the kind lacks what the address is made of
        return "/" + _filled(place.route, 0)


def _filled(route: str, choice: int) -> str:
    return reduce(
        lambda text, found: text.replace(found[0], _part(found[1], choice), 1),
        re.finditer(r"<(?:(\w+):)?\w+>", route),
        route,
    )


def _part(converter: str | None, choice: int) -> str:
    offered = _PARTS.get(converter or "str", ("x",))
    return offered[choice % len(offered)]


def _plain(route: str) -> str:
    """A route of a regular expression without its signs."""
    return re.sub(r"\(\?P<\w+>[^)]*\)", "x", route).replace("^", "").replace("$", "").replace("\\Z", "")
