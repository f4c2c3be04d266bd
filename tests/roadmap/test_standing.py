"""Overdue and near: computed, at their limits, in the words people read."""

from datetime import date, timedelta

import pytest

from mentorship.roadmap import standing, workflow
from mentorship.roadmap.models import RoadmapEvent
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, event_of

OCTOBER_END = date(2025, 10, 31)
NBSP = "\u00a0"


def codes(events):
    return list(events.values_list("code", flat=True))


def test_october_is_overdue_on_the_first_of_november(running):
    """2.3 and stage 3 are due in October, nothing is due between October and the end of November."""
    october = ["2.3", "3.1", "3.2", "3.3", "3.4"]
    september = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2"]
    assert codes(running.events.overdue(OCTOBER_END)) == september
    assert codes(running.events.overdue(date(2025, 11, 1))) == september + october
    assert codes(running.events.overdue(date(2025, 11, 30))) == september + october


def test_done_and_cancelled_events_are_not_overdue(running):
    workflow.mark_done(event=event_of(running, "1.1"), done_date=TODAY, on=TODAY, by=None, links=[LINK])
    workflow.cancel_event(event=event_of(running, "1.2"), reason="не нужно", by=None)
    assert codes(running.events.overdue(date(2025, 10, 1))) == ["1.3", "1.4", "2.1", "2.2"]


def test_events_without_a_month_are_never_overdue(municipal):
    late = set(codes(municipal.events.overdue(date(2030, 1, 1))))
    assert late & {"M1.5", "M2.3.4", "M2.5.4", "M2.5.5", "M2.5.6", "M2.5.7", "M3.6"} == set()
    assert {"M1.3", "M2.5.2", "M2.5.3", "M2.5.9"} <= late


def test_events_of_a_plan_that_is_not_agreed_are_not_running(draft):
    assert RoadmapEvent.objects.running().overdue(date(2030, 1, 1)).count() == 0


def test_due_within_counts_today_and_the_fourteenth_day(running):
    event = event_of(running, "5.4")
    for ahead, found in ((-1, []), (0, ["5.4"]), (14, ["5.4"]), (15, [])):
        RoadmapEvent.objects.filter(pk=event.pk).update(
            due_date=TODAY + timedelta(days=ahead), start_date=None
        )
        near = running.events.due_within(TODAY).filter(pk=event.pk)
        assert codes(near) == found


@pytest.mark.parametrize(
    ("ahead", "tone", "words"),
    [
        (-18, "bad", f"просрочено на{NBSP}18{NBSP}дней"),
        (-1, "bad", f"просрочено на{NBSP}1{NBSP}день"),
        (0, "warn", "сегодня последний день"),
        (1, "warn", f"через{NBSP}1{NBSP}день"),
        (3, "warn", f"через{NBSP}3{NBSP}дня"),
        (14, "warn", f"через{NBSP}14{NBSP}дней"),
        (15, "", "запланировано"),
    ],
)
def test_open_event_says_how_near_it_is(running, ahead, tone, words):
    event = event_of(running, "5.4")
    event.due_date = TODAY + timedelta(days=ahead)
    told = standing.of_event(event, TODAY, running=True)
    assert (told.tone, told.words) == (tone, words)


def test_event_of_a_draft_is_only_planned(draft):
    told = standing.of_event(event_of(draft, "1.1"), date(2030, 1, 1), running=False)
    assert told.words == "запланировано"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 9, 30), f"выполнено{NBSP}30{NBSP}сентября"),
        (date(2025, 10, 1), f"выполнено{NBSP}1{NBSP}октября, на{NBSP}1{NBSP}день позже срока"),
    ],
)
def test_done_event_tells_its_day_and_delay(running, day, words):
    event = workflow.mark_done(event=event_of(running, "1.1"), done_date=day, on=TODAY, by=None, links=[LINK])
    assert standing.of_event(event, TODAY, running=True).words == words


def test_event_without_a_month_says_so(municipal):
    told = standing.of_event(event_of(municipal, "M1.5"), date(2030, 1, 1), running=True)
    assert (told.tone, told.words) == ("", "по мере необходимости")


@pytest.mark.parametrize(
    ("state", "tone", "beginning"),
    [
        ("draft", "quiet", "черновик"),
        ("submitted", "warn", "на согласовании с "),
        ("agreed", "ok", "согласована "),
        ("in_progress", "ok", "согласована "),
    ],
)
def test_roadmap_tells_its_state(make_roadmap, school, state, tone, beginning):
    told = standing.of_roadmap(make_roadmap(school, state))
    assert (told.tone, told.words.startswith(beginning)) == (tone, True)
