"""The roadmap's way: draft → submitted → agreed → in progress → closed (domain.md §4.4)."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.roadmap.enums import EventState, RoadmapState, TermKind
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.rights import is_own, require
from mentorship.roadmap.workflow.guards import locked, move_state, require_words

if TYPE_CHECKING:
    from schools.models import User

# More codes than this nobody reads in one sentence.
MOST_CODES = 8


@transaction.atomic
def submit(*, roadmap: Roadmap, by: "User | None") -> Roadmap:
    """Send the draft to be agreed: every event with a month has its day and its responsible person."""
    roadmap = locked(roadmap)
    require(by, "submit", roadmap)
    move_state(roadmap, RoadmapState.SUBMITTED)
    planned = list(roadmap.events.open())
    if not planned:
        raise ValidationError("В карте нет ни одного мероприятия: согласовывать нечего.")
    _require_whole(planned)
    roadmap.submitted_at = timezone.now()
    roadmap.return_comment = ""
    roadmap.save(update_fields=["state", "submitted_at", "return_comment"])
    record(by=by, action="roadmap.submit", target=roadmap)
    return roadmap


def _require_whole(events: list[RoadmapEvent]) -> None:
    """Name the events that lack a day or a responsible person."""
    dateless = [event.code for event in events if event.is_datable and event.due_date is None]
    ownerless = [event.code for event in events if event.is_datable and not event.responsible.strip()]
    problems = []
    if dateless:
        problems.append(f"Укажите срок мероприятий {_codes(dateless)}.")
    if ownerless:
        problems.append(f"Укажите ответственных за мероприятия {_codes(ownerless)}.")
    if problems:
        raise ValidationError(problems)


def _codes(codes: list[str]) -> str:
    """«1.1, 1.2 и ещё 30»."""
    shown = ", ".join(codes[:MOST_CODES])
    rest = len(codes) - MOST_CODES
    return f"{shown} и ещё {rest}" if rest > 0 else shown


@transaction.atomic
def return_for_rework(*, roadmap: Roadmap, comment: str, by: "User | None") -> Roadmap:
    """Give the submitted roadmap back to the school and say what to mend."""
    roadmap = locked(roadmap)
    require(by, "return", roadmap)
    move_state(roadmap, RoadmapState.DRAFT)
    roadmap.return_comment = require_words(comment, "comment", "Напишите, что исправить в карте.")
    roadmap.save(update_fields=["state", "return_comment"])
    record(by=by, action="roadmap.return", target=roadmap, text=roadmap.return_comment)
    return roadmap


@transaction.atomic
def agree(*, roadmap: Roadmap, by: "User | None") -> Roadmap:
    """Agree the submitted roadmap and keep its terms as the baseline; nobody agrees the own school's."""
    roadmap = locked(roadmap)
    require(by, "agree", roadmap)
    if by is not None and is_own(by, roadmap):
        raise ValidationError(
            "Вы отвечаете за наставничество в этой школе: её карту согласует другой ответственный."
        )
    move_state(roadmap, RoadmapState.AGREED)
    roadmap.agreed_at, roadmap.agreed_by = timezone.now(), by
    roadmap.save(update_fields=["state", "agreed_at", "agreed_by"])
    roadmap.events.update(agreed_due_date=F("due_date"))
    record(by=by, action="roadmap.agree", target=roadmap)
    return roadmap


@transaction.atomic
def start(*, roadmap: Roadmap, by: "User | None") -> Roadmap:
    """Begin the work by the agreed roadmap; the first mark begins it as well."""
    roadmap = locked(roadmap)
    require(by, "start", roadmap)
    move_state(roadmap, RoadmapState.IN_PROGRESS)
    roadmap.save(update_fields=["state"])
    record(by=by, action="roadmap.start", target=roadmap)
    return roadmap


@transaction.atomic
def close(*, roadmap: Roadmap, summary: str, by: "User | None") -> Roadmap:
    """Close the roadmap with the analysis of its events (001, 3.3): each one is done or cancelled.

    Events «по мере необходимости» settle by themselves: held ones are done on their last day, the rest were
    not needed.
    """
    roadmap = locked(roadmap)
    require(by, "close", roadmap)
    move_state(roadmap, RoadmapState.CLOSED)
    roadmap.closing_summary = require_words(
        summary, "summary", "Напишите анализ эффективности мероприятий: что получилось и что нет."
    )
    _settle_ongoing(roadmap)
    _require_settled(list(roadmap.events.open()))
    roadmap.closed_at = timezone.now()
    roadmap.save(update_fields=["state", "closing_summary", "closed_at"])
    record(by=by, action="roadmap.close", target=roadmap, text=roadmap.closing_summary)
    return roadmap


def _require_settled(left: list[RoadmapEvent]) -> None:
    """Name the events that are neither done nor cancelled, and what each kind of them lacks."""
    datable = [event.code for event in left if event.is_datable]
    endless = [event.code for event in left if not event.is_datable]
    problems = []
    if datable:
        problems.append(f"Не отмечены мероприятия {_codes(datable)}: отметьте выполнение или отмените их.")
    if endless:
        problems.append(
            f"У мероприятий {_codes(endless)} нет записей с подтверждением: "
            "добавьте их или отмените мероприятия."
        )
    if problems:
        raise ValidationError(problems)


def _settle_ongoing(roadmap: Roadmap) -> None:
    """Give each open event without a day of its own the state that its occurrences tell."""
    endless = roadmap.events.open().filter(term_kind__in=(TermKind.AS_NEEDED, TermKind.WHOLE_PERIOD))
    for event in endless.annotate(last_date=Max("occurrences__date")):
        last_date: date | None = event.last_date
        if last_date is not None and event.evidence.exists():
            event.state, event.done_date = EventState.DONE, last_date
        elif last_date is None and event.term_kind == TermKind.AS_NEEDED:
            event.state = EventState.CANCELLED
        else:
            continue
        event.save(update_fields=["state", "done_date"])
