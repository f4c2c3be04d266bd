"""Two methodists adopt lists at once, each in a thread and a connection of one's own."""

from datetime import date

import pytest

from schools.enums import ListKind
from schools.lists import OrderWords, adopt, draft_list
from schools.models import ListedSchool, Municipality, School, SchoolYear
from tests.at_once import at_once
from tests.cast import TODAY, YEAR

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PLACES = 6


@pytest.fixture
def schools():
    municipality = Municipality.objects.create(name="Лесной район")
    return [
        School.objects.create(code=f"{place}", name=f"Школа {place}", municipality=municipality)
        for place in range(PLACES)
    ]


def draft(number, schools):
    order = OrderWords(str(number), date(2025, 8, 14), "Минобр")
    return draft_list(
        municipality=schools[0].municipality, kind=ListKind.LOW_RESULTS, year=YEAR, order=order,
        schools=schools, by=None, on=TODAY,
    )  # fmt: skip


def adopted_at_once(*lists):
    """Adopt the lists in threads that start together."""
    return sorted(at_once(*(lambda item=item: adopt(school_list=item, by=None, on=TODAY) for item in lists)))


def test_one_list_is_adopted_once(schools):
    found = draft(1, schools)
    first, *rest = adopted_at_once(found, found, found)
    assert first == "done"
    assert all("уже применён" in words for words in rest)
    assert SchoolYear.objects.count() == PLACES
    assert SchoolYear.history.count() == PLACES


def test_two_lists_do_not_mix(schools):
    first, second = draft(1, schools[:4]), draft(2, schools[2:])
    assert adopted_at_once(first, second) == ["done", "done"]
    listed = set(SchoolYear.objects.listed(ListKind.LOW_RESULTS).values_list("school__code", flat=True))
    assert listed in ({"0", "1", "2", "3"}, {"2", "3", "4", "5"})
    orders = set(SchoolYear.objects.listed(ListKind.LOW_RESULTS).values_list("order", flat=True))
    assert len(orders) == 1


def test_one_order_is_entered_once(schools):
    outcomes = sorted(at_once(*[lambda: draft(1, schools)] * 3))
    assert outcomes.count("done") == 1
    assert outcomes.count("Этот приказ с этим перечнем уже внесён.") == 2
    assert ListedSchool.objects.count() == PLACES
