"""A roadmap turned back to a day of the past: its state, what was done by then, the terms of then."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from mentorship.roadmap import workflow
from mentorship.roadmap.models import PlanChange, Roadmap
from mentorship.roadmap.rewinding import board_on
from tests.roadmap.conftest import LINK, event_of

MOSCOW = ZoneInfo("Europe/Moscow")
DUE = date(2025, 10, 31)


def moment(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 12, tzinfo=MOSCOW)


@pytest.fixture
def agreed(running) -> Roadmap:
    """Made on 1 September, sent on the 10th, agreed on the 20th."""
    Roadmap.objects.filter(pk=running.pk).update(
        created_at=moment(9, 1), submitted_at=moment(9, 10), agreed_at=moment(9, 20)
    )
    running.events.filter(term_kind="month").update(start_date=None, due_date=DUE)
    return running


def on(roadmap: Roadmap, *day: int):
    """The roadmap as stored, turned back to a day of 2025, and its board."""
    stored = Roadmap.objects.get(pk=roadmap.pk)
    return stored, board_on(stored, date(2025, *day))


def first(roadmap: Roadmap):
    return roadmap.events.filter(term_kind="month").order_by("order").first()


@pytest.mark.parametrize(
    ("day", "state"),
    [((9, 9), "draft"), ((9, 10), "submitted"), ((9, 19), "submitted"), ((9, 20), "agreed")],
)
def test_state_follows_the_days_of_sending_and_agreement(agreed, day, state):
    found, _ = on(agreed, *day)
    assert found.state == state


def test_nothing_is_late_before_the_agreement_or_the_due_day(agreed):
    counts = [on(agreed, *day)[1].overdue_count for day in ((9, 9), (10, 31), (11, 1))]
    assert counts == [0, 0, agreed.events.filter(due_date=DUE).count()]


def test_event_done_later_was_still_to_be_done(agreed):
    workflow.mark_done(
        event=first(agreed), done_date=date(2025, 11, 3), on=date(2025, 11, 4), by=None, links=[LINK]
    )
    assert [on(agreed, 11, day)[1].done for day in (2, 3)] == [0, 1]


def test_moved_and_cancelled_events_get_their_terms_back(agreed):
    moved, cancelled = agreed.events.filter(term_kind="month").order_by("order")[:2]
    workflow.move_event(event=moved, new_due_date=date(2026, 1, 30), reason="Переезд", by=None)
    workflow.move_event(event=moved, new_due_date=date(2026, 2, 27), reason="Ремонт", by=None)
    workflow.cancel_event(event=cancelled, reason="Не нужно", by=None)
    for change, day in zip(PlanChange.objects.order_by("pk"), (10, 20, 25), strict=True):
        PlanChange.objects.filter(pk=change.pk).update(decided_at=moment(10, day))

    def terms(*day: int) -> tuple:
        _, board = on(agreed, *day)
        by_key = {line.event.pk: line.event for stage in board.stages for line in stage.lines}
        return by_key[moved.pk].due_date, by_key[cancelled.pk].state, board.total

    whole = agreed.events.count()
    assert terms(10, 9) == (DUE, "planned", whole)
    assert terms(10, 10) == (date(2026, 1, 30), "planned", whole)
    assert terms(10, 24) == (date(2026, 2, 27), "planned", whole)
    assert terms(10, 25) == (date(2026, 2, 27), "cancelled", whole - 1)


def test_closing_is_taken_back_with_what_it_settled(agreed):
    agreed.events.filter(pk=first(agreed).pk).update(term_kind="as_needed", due_date=None)
    for event in agreed.events.exclude(term_kind="as_needed"):
        event.state, event.done_date = "done", date(2025, 10, 1)
        event.save()
    workflow.start(roadmap=agreed, by=None)
    workflow.close(roadmap=agreed, summary="Всё сделано", by=None)
    settled = agreed.events.filter(state="cancelled").count()
    Roadmap.objects.filter(pk=agreed.pk).update(closed_at=moment(11, 5))

    before, board = on(agreed, 11, 4)
    assert (before.state, board.total) == ("in_progress", agreed.events.count())
    after, board = on(agreed, 11, 5)
    assert (after.state, board.total) == ("closed", agreed.events.count() - settled)
    assert settled == 1


def test_roadmap_made_after_the_day_is_left_as_it_is(agreed):
    Roadmap.objects.filter(pk=agreed.pk).update(created_at=moment(9, 5))
    found, _ = on(agreed, 9, 4)
    assert found.state == "agreed"


def test_turning_back_stores_nothing(agreed):
    on(agreed, 9, 9)
    assert Roadmap.objects.get(pk=agreed.pk).state == "agreed"
    assert event_of(agreed, first(agreed).code).due_date == DUE
