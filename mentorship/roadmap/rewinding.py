"""A roadmap as it stood on a day of the past: its own dates turned back in memory, nothing is stored.

State by the days of sending, agreement and closing; events by their day of doing; due days and
cancellations by the changes of the plan made since. A roadmap made after the day is left as it is now.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from mentorship.roadmap.board import Board, laid_out
from mentorship.roadmap.enums import ChangeKind, ChangeState, EventState, RoadmapState
from mentorship.roadmap.models import PlanChange, Roadmap, RoadmapEvent
from schools.versions import end_of


def board_on(roadmap: Roadmap, on: date) -> Board:
    """Return the board of the day; one of the past turns the given roadmap back.

    One or two queries: no proofs are looked for, no persons read.
    """
    if on >= timezone.localdate():
        return laid_out(roadmap, roadmap.events.select_related("stage").order_by("order"), on)
    moment = end_of(on)
    there = roadmap.events.filter(Q(added_at=None) | Q(added_at__lt=moment))
    events = list(there.select_related("stage").order_by("order"))
    made = list(PlanChange.objects.filter(event__roadmap=roadmap, state=ChangeState.MADE))
    if roadmap.created_at < moment:
        was_closed = roadmap.state == RoadmapState.CLOSED
        _turn_back(roadmap, moment)
        if was_closed and roadmap.state != RoadmapState.CLOSED:
            _undo_settling(events, made)
    _undo_changes(events, [change for change in made if change.decided_at and change.decided_at >= moment])
    _undo_doing(events, on)
    return laid_out(roadmap, events, on)


def _turn_back(roadmap: Roadmap, moment: datetime) -> None:
    """Take back what happened to the roadmap from the moment on, the latest first."""
    if roadmap.closed_at and roadmap.closed_at >= moment:
        roadmap.closed_at, roadmap.state = None, RoadmapState.IN_PROGRESS
    if roadmap.agreed_at and roadmap.agreed_at >= moment:
        roadmap.agreed_at, roadmap.state = None, RoadmapState.SUBMITTED
    if roadmap.submitted_at and roadmap.submitted_at >= moment:
        roadmap.submitted_at, roadmap.state = None, RoadmapState.DRAFT


def _undo_settling(events: Iterable[RoadmapEvent], made: Iterable[PlanChange]) -> None:
    """What the closing cancelled by itself, as nobody had needed it, was still planned before."""
    by_hand = {change.event_id for change in made if change.kind == ChangeKind.CANCEL}
    for event in events:
        if event.state == EventState.CANCELLED and event.pk not in by_hand:
            event.state = EventState.PLANNED


def _undo_changes(events: Iterable[RoadmapEvent], since: list[PlanChange]) -> None:
    """Give events the terms they had before the changes made since, taken back from the latest on."""
    by_key = {event.pk: event for event in events}
    known = (change for change in since if change.event_id in by_key)
    for change in sorted(known, key=lambda change: (change.decided_at, change.pk), reverse=True):
        event = by_key[change.event_id]
        if change.kind == ChangeKind.MOVE:
            event.due_date = change.old_due_date
        else:
            event.state = EventState.PLANNED


def _undo_doing(events: Iterable[RoadmapEvent], on: date) -> None:
    """An event done after the day was still to be done on it."""
    for event in events:
        if event.done_date and event.done_date > on:
            event.state, event.done_date = EventState.PLANNED, None
