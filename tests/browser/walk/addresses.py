"""Which role may open which address, by the tables that the tests of access are held to."""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import admin

from reports.demo.lists import DEMO_SCHOOL, PROGRAMME_CODE
from tests.access.answers import Rows
from tests.journeys.access.letters import LETTERS, OPEN, ROLES
from tests.journeys.access.routes import Place, places
from tests.journeys.test_pages_by_role import ROLES as ROLES_OF_PAGES
from tests.journeys.test_pages_by_role import TABLE

VISITOR = "visitor"
OF_THE_ADMIN = ("admin", "head", "methodist")
_OPENS = "VE"
# Answered with a file or a word for programs, or ending the session that walks.
_NO_PAGES = (".xlsx", ".docx", ".pdf", ".json", ".ics", ".xml", ".txt", ".js", ".webmanifest")
_ENDING = ("/accounts/logout/", "/admin/logout/", "/admin/jsi18n/", "/admin/autocomplete/", "/healthz")
_IN_TESTS = {"901": DEMO_SCHOOL, "lesnoy": PROGRAMME_CODE}
# What no table lists: pages that refuse, and forms that stand behind a word of the address.
MISSING = "/no-such-page/"
_ALSO = (MISSING, "/admin/password_change/")


class Address(NamedTuple):
    """A page as a role opens it; pages of one route are of one kind."""

    role: str
    route: str
    path: str


def addresses(rows: Rows) -> list[Address]:
    """Every page of every role; what turns out to be no page (a file, a refusal) is seen when it is asked."""
    found = dict.fromkeys((*_of_table(), *_of_objects(rows), *_of_admin(rows)))
    return [address for address in found if not _is_no_page(address.path)]


def _is_no_page(path: str) -> bool:
    bare = path.partition("?")[0]
    return bare.endswith(_NO_PAGES) or bare in _ENDING


def _of_table() -> Iterator[Address]:
    """The contract's pages; a mentor opens what a mentee does."""
    for line in filter(None, TABLE.split("\n")):
        path, *letters = line.split()
        for shown, real in _IN_TESTS.items():
            path = path.replace(f"/{shown}/", f"/{real}/")
        by_role = dict(zip((*ROLES_OF_PAGES, VISITOR), letters, strict=True))
        by_role["mentor"] = by_role["mentee"]
        yield from (Address(role, path, path) for role, letter in by_role.items() if letter in _OPENS)
    yield from (Address(role, path, path) for path in _ALSO for role in OF_THE_ADMIN)


def _of_objects(rows: Rows) -> Iterator[Address]:
    """Pages of an object, each with one that the role's school has, or the municipality."""
    listed = places()
    for line in filter(None, LETTERS.split("\n")):
        route, *letters = line.split()
        found = rows.of(listed[route])
        path = listed[route].address(found.get("own", found.get("town")))
        by_role = zip(ROLES, letters[: len(ROLES)], strict=True)
        yield from (Address(role, route, path) for role, letter in by_role if letter in _OPENS)
        if path in OPEN:
            yield Address(VISITOR, route, path)


def _of_admin(rows: Rows) -> Iterator[Address]:
    """Of every model the list, the form, and a row's change, history and removal; of every app its page."""
    for model in admin.site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        found = rows.of(Place("", model, {}, {}))
        row = found.get("own", found.get("town", found.get("foreign")))
        pages = {base: base, f"{base}add/": f"{base}add/", f"/admin/{model._meta.app_label}/": ""}
        if row is not None:
            pages |= {
                f"{base}{page}": f"{base}{row.pk}/{page}" for page in ("change/", "history/", "delete/")
            }
        for route, path in pages.items():
            yield from (Address(role, route, path or route) for role in OF_THE_ADMIN)
