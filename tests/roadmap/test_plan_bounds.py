"""Limits of the plan: its year, a month's last day, baseline delay, every transition of domain.md §4.4."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentorship.roadmap import workflow
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from schools import years
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, event_of

YEAR = 2026
OCTOBER = (date(2026, 10, 31), date(2026, 11, 1))


def refused(do) -> str:
    with pytest.raises(ValidationError) as excinfo:
        do()
    return excinfo.value.messages[0]


@pytest.mark.parametrize("code", ["school_003", "school_001", "municipal_000"])
def test_roadmap_for_2026_2027_has_its_days_in_that_year(make_roadmap, school, municipality, code):
    owner = {"municipality": municipality} if code == "municipal_000" else {}
    roadmap = make_roadmap(None if owner else school, year=YEAR, template=code, **owner)
    first, last = years.first_day(YEAR), years.last_day(YEAR)
    days = [
        day for event in roadmap.events.all() for day in (event.start_date, event.due_date) if day is not None
    ]
    assert days
    assert all(first <= day <= last for day in days)
    assert all(event.due_date for event in roadmap.events.all() if event.is_datable)


@pytest.fixture
def town(make_roadmap, municipality) -> Roadmap:
    """The municipal roadmap of 2026/2027, agreed: it has «Октябрь» and «По мере необходимости»."""
    return make_roadmap(None, "agreed", year=YEAR, municipality=municipality)


def test_october_is_overdue_on_the_first_of_november(town):
    event = event_of(town, "M1.1")
    in_time, late = OCTOBER
    assert (event.overdue_days(in_time), event.overdue_days(late)) == (0, 1)
    assert RoadmapEvent.objects.overdue(in_time).filter(roadmap=town).count() == 0
    assert event in RoadmapEvent.objects.overdue(late).filter(roadmap=town)


@pytest.mark.parametrize("code", ["M1.5", "M3.6", "M2.5.4"])
def test_what_is_done_as_needed_is_never_overdue(town, code):
    event = event_of(town, code)
    assert event.overdue_days(date(2030, 1, 1)) == 0
    assert event not in RoadmapEvent.objects.overdue(date(2030, 1, 1))


def test_first_month_of_an_ongoing_event_can_be_overdue(town):
    event = event_of(town, "M1.3")
    assert [event.overdue_days(day) for day in OCTOBER] == [0, 1]


@pytest.mark.parametrize(
    ("day", "delay"), [(date(2026, 11, 10), 10), (date(2026, 10, 30), -1), (date(2027, 1, 31), 92)]
)
def test_moved_event_reports_its_baseline_delay(town, day, delay):
    event = event_of(town, "M1.1")
    workflow.move_event(event=event, new_due_date=day, reason="каникулы", by=None)
    moved = event_of(town, "M1.1")
    assert (moved.was_moved, moved.agreed_due_date, moved.baseline_delay) == (True, OCTOBER[0], delay)


def test_baseline_is_the_first_agreed_day_however_often_it_moves(town):
    for day in (date(2026, 11, 30), date(2026, 12, 31)):
        workflow.move_event(event=event_of(town, "M1.1"), new_due_date=day, reason="позже", by=None)
    assert event_of(town, "M1.1").baseline_delay == 61
    assert [row.number for row in town.versions.all()] == [3, 2, 1]


def test_event_that_was_not_moved_has_no_delay(town):
    event = event_of(town, "M1.1")
    assert (event.was_moved, event.baseline_delay) == (False, 0)


def test_agreed_roadmap_begins_on_its_first_day(make_roadmap, school):
    roadmap = make_roadmap(school, "agreed", year=YEAR)
    assert workflow.start_due(date(2026, 8, 31)) == 0
    assert workflow.start_due(date(2026, 9, 1)) == 1
    roadmap.refresh_from_db()
    assert roadmap.state == "in_progress"
    assert workflow.start_due(date(2026, 9, 1)) == 0


STEPS = {
    "submit": workflow.submit,
    "return": lambda **known: workflow.return_for_rework(comment="сроки", **known),
    "agree": workflow.agree,
    "start": workflow.start,
    "close": lambda **known: workflow.close(summary="итог", **known),
    "delete": workflow.delete_draft,
}
WORDS = {
    "submitted": "на согласовании",
    "draft": "черновик",
    "agreed": "согласована",
    "in_progress": "выполняется",
    "closed": "закрыта",
}
TARGETS = {
    "submit": "submitted",
    "return": "draft",
    "agree": "agreed",
    "start": "in_progress",
    "close": "closed",
}
NEVER_SENT = "Удалить можно только черновик, который ещё не отправляли на согласование."
# Document §4.4: from each state the steps that lead on; whatever stands not here is refused.
ALLOWED = {
    ("draft", "submit"): "submitted",
    ("draft", "delete"): None,
    ("submitted", "return"): "draft",
    ("submitted", "agree"): "agreed",
    ("agreed", "start"): "in_progress",
    ("agreed", "close"): "closed",
    ("in_progress", "close"): "closed",
}


def settled(roadmap):
    """Every event done, so that only the state can stand in the way of the closing."""
    for event in roadmap.events.all():
        workflow.mark_done(event=event, done_date=TODAY, on=TODAY, by=None, links=[LINK])


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ["draft", "submitted", "agreed", "in_progress", "closed"])
def test_every_transition_is_allowed_or_refused_with_its_sentence(make_roadmap, school, state, step):
    roadmap = make_roadmap(school, state if state != "closed" else "agreed")
    if state == "closed" or (step == "close" and roadmap.is_running):
        roadmap.events.exclude(code="1.1").delete()
        settled(roadmap)
        Roadmap.objects.filter(pk=roadmap.pk).update(state=roadmap.state)
    if state == "closed":
        workflow.close(roadmap=roadmap, summary="итог", by=None)

    def take():
        return STEPS[step](roadmap=roadmap, by=None)

    if (state, step) in ALLOWED:
        take()
        found = Roadmap.objects.filter(pk=roadmap.pk).first()
        assert (found and found.state) == ALLOWED[state, step]
    elif step == "delete":
        assert refused(take) == NEVER_SENT
    else:
        assert refused(take) == (
            f"Сейчас карта в состоянии «{WORDS[state]}»: перевести её в «{WORDS[TARGETS[step]]}» нельзя. "
            "Обновите страницу: возможно, это уже сделал кто-то другой."
        )
