"""Every address × role × own and foreign object, asked of one demonstration beside a second municipality."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from reports.demo.canaries.owners import Owners
from reports.demo.lists import DEMO_SCHOOL, PROGRAMME_CODE
from schools.models import School
from tests.access.admin_cells import check_admin
from tests.access.answers import Answers, Rows
from tests.access.blank import ENGINE
from tests.journeys.access.letters import LETTERS, OF_A_SCHOOL, OF_THE_TOWN, ROLES
from tests.journeys.access.routes import places
from tests.journeys.test_pages_by_role import ROLES as ROLES_OF_PAGES
from tests.journeys.test_pages_by_role import TABLE

pytestmark = [pytest.mark.alike, pytest.mark.django_db, pytest.mark.usefixtures("town")]

LINES = [line.split() for line in LETTERS.split("\n") if line]
FEWEST_CELLS = 5000


@pytest.fixture(scope="module")
def rows(owners: Owners) -> Rows:
    """The objects that addresses are made of, looked up once."""
    return Rows(owners)


@pytest.fixture
def answers() -> Iterator[Answers]:
    """Everybody signed in anew, and pages that nobody draws."""
    with override_settings(TEMPLATES=[ENGINE, *settings.TEMPLATES]):
        yield Answers()


def test_every_address_with_an_object_has_its_letters():
    assert {route for route, *_ in LINES} == set(places())
    assert {len(letters) for _, *letters in LINES} == {len(ROLES) + len(OF_A_SCHOOL)}


def test_every_address_has_an_object_that_its_letters_are_about(rows):
    found = {place.route: rows.of(place) for place in places().values()}
    assert {route for route, kinds in found.items() if not {"own", "town"} & set(kinds)} == set()
    asked = {route for route, *letters in LINES if "0" in letters[len(ROLES) :]}
    assert {route for route in asked if "foreign" not in found[route]} == set()


def test_every_cell_is_as_the_table_says(answers, rows):
    listed = places()
    for route, *letters in LINES:
        place = listed[route]
        found = rows.of(place)
        address = place.address(found.get("own", found.get("town")))
        for role, letter in zip(ROLES, letters, strict=False):
            answers.check(role, address, letter)
        answers.check_nobody(address)
        if "foreign" in found:
            address = place.address(found["foreign"])
            for role, letter in zip(OF_A_SCHOOL, letters[len(ROLES) :], strict=True):
                answers.check(role, address, letter)
        if "second" in found:
            address = place.address(found["second"])
            for role in OF_THE_TOWN:
                letter = letters[ROLES.index(role)]
                answers.check(role, address, letter if letter == "-" else "x")
    assert answers.faults == []
    assert answers.cells > FEWEST_CELLS


def test_pages_of_the_contract_change_nothing_for_who_only_reads(answers):
    names = {"901": School.objects.get(code=DEMO_SCHOOL).code, "lesnoy": PROGRAMME_CODE}
    for line in filter(None, TABLE.split("\n")):
        address, *letters = line.split()
        for shown, real in names.items():
            address = address.replace(f"/{shown}/", f"/{real}/")
        for role, letter in zip(ROLES_OF_PAGES, letters, strict=False):
            answers.check_post(role, address, letter)
        if letters[-1] == "–":
            answers.check_nobody(address)
    assert answers.faults == []


def test_every_cell_of_the_admin_is_as_the_table_says(answers, rows):
    assert check_admin(answers, rows) == []
