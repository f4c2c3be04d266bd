"""The roadmap's way: draft → submitted → agreed → in progress → closed (domain.md §4.4)."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.roadmap.enums import EventState, RoadmapState, TermKind
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.rights import require, require_other
from mentorship.roadmap.workflow import remarks
from mentorship.roadmap.workflow.guards import codes_in_words, locked, move_state, require_words
from mentorship.roadmap.workflow.records import freeze

if TYPE_CHECKING:
    from schools.models import User


@transaction.atomic
def submit(*, roadmap: Roadmap, by: "User | None") -> Roadmap:
    """Send the draft to be agreed: every event with a month has its day and its responsible person."""
    roadmap = locked(roadmap)
    require(by, "submit", roadmap)
    move_state(roadmap, RoadmapState.SUBMITTED)
    planned = list(roadmap.events.open().with_has_persons())
    if not planned:
        raise ValidationError("В карте нет ни одного мероприятия: согласовывать нечего.")
    _require_whole(planned)
    remarks.require_answered(roadmap)
    roadmap.submitted_at, roadmap.submitted_by = timezone.now(), by
    roadmap.return_comment = ""
    roadmap.save(update_fields=["state", "submitted_at", "submitted_by", "return_comment"])
    record(by=by, action="roadmap.submit", target=roadmap)
    return roadmap


def _require_whole(events: list[RoadmapEvent]) -> None:
    """Name the events that lack a day or a responsible person."""
    datable = [event for event in events if event.is_datable]
    dateless = [event.code for event in datable if event.due_date is None]
    ownerless = [event.code for event in datable if not event.responsible.strip() and not event.has_persons]  # type: ignore[attr-defined]
    problems = []
    if dateless:
        problems.append(f"Укажите срок мероприятий {codes_in_words(dateless)}.")
    if ownerless:
        problems.append(f"Укажите ответственных за мероприятия {codes_in_words(ownerless)}.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def return_for_rework(
    *, roadmap: Roadmap, comment: str, by: "User | None", texts: Mapping[int, str] | None = None
) -> Roadmap:
    """Give the submitted roadmap back and say what to mend: of the whole, of single events by primary key."""
    roadmap = locked(roadmap)
    require(by, "return", roadmap)
    move_state(roadmap, RoadmapState.DRAFT)
    made = remarks.make_remarks(roadmap, texts or {}, by)
    roadmap.return_comment = comment.strip()
    if not made:
        require_words(comment, "comment", "Напишите, что исправить в карте.")
    roadmap.save(update_fields=["state", "return_comment"])
    codes = codes_in_words([remark.event.code for remark in made])
    text = " ".join(filter(None, (roadmap.return_comment, codes and f"Замечания: {codes}.")))
    record(by=by, action="roadmap.return", target=roadmap, text=text)
    return roadmap


@transaction.atomic
def agree(*, roadmap: Roadmap, by: "User | None") -> Roadmap:
    """Agree the submitted roadmap and keep its terms as the baseline; nobody agrees the own school's."""
    roadmap = locked(roadmap)
    require(by, "agree", roadmap)
    require_other(by, roadmap, roadmap.submitted_by_id)
    move_state(roadmap, RoadmapState.AGREED)
    roadmap.agreed_at, roadmap.agreed_by = timezone.now(), by
    roadmap.save(update_fields=["state", "agreed_at", "agreed_by"])
    roadmap.events.update(agreed_due_date=F("due_date"))
    remarks.settle(roadmap)
    freeze(roadmap, by=by, note="Первое согласование")
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
def start_due(on: date) -> int:
    """Begin agreed roadmaps whose first event has come (domain.md §4.4: SYS); returns how many."""
    begun = RoadmapEvent.objects.in_plan().filter(start_date__lte=on)
    due = Roadmap.objects.filter(state=RoadmapState.AGREED, pk__in=begun.values("roadmap"))
    return len([start(roadmap=roadmap, by=None) for roadmap in due.select_for_update().order_by("pk")])


@transaction.atomic
def close(*, roadmap: Roadmap, summary: str, by: "User | None") -> Roadmap:
    """Close the roadmap with the analysis of its events (001, 3.3): each one is done or cancelled.

    Events «по мере необходимости» settle by themselves: held ones are done on their last day, the rest were
    not needed.
    """
    roadmap = locked(roadmap)
    require(by, "close", roadmap)
    move_state(roadmap, RoadmapState.CLOSED)
    if roadmap.revisions.open().exists():
        raise ValidationError("Есть предлагаемые изменения плана: согласуйте их или снимите.")
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
        problems.append(
            f"Не отмечены мероприятия {codes_in_words(datable)}: отметьте выполнение или отмените их."
        )
    if endless:
        problems.append(
            f"У мероприятий {codes_in_words(endless)} нет записей с подтверждением: "
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
