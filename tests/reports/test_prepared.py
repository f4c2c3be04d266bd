"""Statements that are written once: the same figures as from the QuerySets, for every place and day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.indicators import prepared
from reports.indicators.facts import Facts, facts_on_days
from reports.indicators.together import EVERY_LIST, PAST_LISTS
from schools.models import School
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

DAYS = [TODAY, date(2025, 3, 16), date(2024, 2, 29)]


@pytest.fixture(autouse=True)
def nothing_written(monkeypatch):
    monkeypatch.setattr(prepared, "_STATEMENTS", {})


def lengths(programme, days, school=None):
    first = [EVERY_LIST, *([PAST_LISTS] * (len(days) - 1))]
    found = facts_on_days(programme, days, school, first=first)
    return [[facts.length(name) for name in names] for facts, names in zip(found, first, strict=True)]


@pytest.mark.parametrize("days", [DAYS[:1], DAYS[:2], DAYS])
@pytest.mark.parametrize("of_school", [False, True])
def test_statements_hold_for_all(programme, school, days, of_school):
    lengths(programme, days, school if of_school else None)
    assert len(prepared._STATEMENTS) == 2
    assert None not in prepared._STATEMENTS.values()


@pytest.mark.parametrize("of_school", [False, True])
def test_to_write_a_statement_asks_nothing_more(programme, school, of_school, django_assert_num_queries):
    place = school if of_school else None
    with CaptureQueriesContext(connection) as written:
        lengths(programme, DAYS, place)
    with django_assert_num_queries(len(written)):
        lengths(programme, DAYS, place)


def test_statement_takes_everything_from_the_facts(programme, school):
    for place in (None, school):
        lengths(programme, DAYS, place)
    for statement in prepared._STATEMENTS.values():
        places = {part.name for part in statement.parameters if isinstance(part, prepared.Place)}
        assert {"municipality", "start", "on", "year"} <= places
        rest = [part for part in statement.parameters if not isinstance(part, prepared.Place)]
        # nothing but what the portal's own words and small numbers are is the same for all
        assert all(isinstance(part, str) or part in {0, 1, 2} for part in rest), rest


def test_another_programme_and_day_get_their_own_figures(
    programme, people, pair_up, school, other_school, monkeypatch
):
    pair_up(people["mentor"], people["mentee"])
    first = lengths(programme, DAYS)
    assert sum(first[0]) > 0
    for days, place in ((DAYS, None), (DAYS[1:], None), (DAYS[:1], school), (DAYS[:1], other_school)):
        written = lengths(programme, days, place)
        with monkeypatch.context() as patch:
            patch.setattr(prepared, "_STATEMENTS", {})
            patch.setattr(prepared, "prepare", lambda *given: None)
            assert written == lengths(programme, days, place)


def test_what_is_not_the_same_for_all_is_asked_anew(programme, school, other_school):
    def odd(every):
        # looks at the day otherwise than through a value of the facts
        wanted = school if every[0].on.year < 3000 else other_school
        return School.objects.filter(pk=wanted.pk, name__gt=str(every[0].on.toordinal())).values("pk")

    facts = [Facts(programme, TODAY)]
    assert prepared.rows("odd", odd, facts) == [{"pk": school.pk}]
    assert list(prepared._STATEMENTS.values()) == [None]
