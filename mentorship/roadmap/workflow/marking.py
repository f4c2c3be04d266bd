"""What became of events: done with evidence, given back, held once more."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.roadmap.enums import EventState, RoadmapState
from mentorship.roadmap.models import Evidence, Occurrence, Roadmap, RoadmapEvent
from mentorship.roadmap.rights import require
from mentorship.roadmap.workflow.guards import (
    locked_event,
    require_open,
    require_past,
    require_running,
    require_words,
)
from schools import attachments

if TYPE_CHECKING:
    from schools.models import User

NO_EVIDENCE = "Приложите хотя бы одно подтверждение: файл или ссылку."


@transaction.atomic
def mark_done(
    *,
    event: RoadmapEvent,
    done_date: date,
    on: date,
    by: "User | None",
    result: str = "",
    links: Iterable[str] = (),
    files: Iterable[Any] = (),
) -> RoadmapEvent:
    """Mark an event as done: on a day that has come, with at least one piece of evidence."""
    event = markable(event, by)
    require_doable(event, done_date, on)
    evidence = _evidence(event, links, files, by)
    return settle_done(event=event, done_date=done_date, by=by, evidence=evidence, result=result)


def require_doable(event: RoadmapEvent, done_date: date, on: date) -> None:
    """Only an open event with a month of its own is done, on a day that has come."""
    require_open(event)
    _require_own_day(event)
    require_past(done_date, on, event.roadmap, "done_date")


def settle_done(
    *, event: RoadmapEvent, done_date: date, by: "User | None", evidence: list[Evidence], result: str = ""
) -> RoadmapEvent:
    """Store the mark of an event that is held (`markable`) and checked (`require_doable`)."""
    if not evidence and not event.evidence.exists():
        raise ValidationError({"files": NO_EVIDENCE})
    event.state, event.done_date, event.done_result = EventState.DONE, done_date, result.strip()
    event.return_comment = ""
    event.save(update_fields=["state", "done_date", "done_result", "return_comment"])
    _store(evidence)
    _begin(event.roadmap)
    record(by=by, action="roadmap.done", target=event, text=event.done_result)
    return event


def markable(event: RoadmapEvent, by: "User | None") -> RoadmapEvent:
    """The event as it is now, of a running roadmap that is the actor's to mark."""
    event = locked_event(event)
    require(by, "mark", event.roadmap)
    require_running(event.roadmap)
    return event


def _require_own_day(event: RoadmapEvent) -> None:
    """An event without a month of its own is never done by one mark (decisions.md §6)."""
    if not event.is_datable:
        raise ValidationError(
            f"Мероприятие {event.code} проводится по мере необходимости: записывайте каждый раз отдельно. "
            "Выполненным оно станет при закрытии карты."
        )


def _evidence(
    event: RoadmapEvent,
    links: Iterable[str],
    files: Iterable[Any],
    by: "User | None",
    occurrence: Occurrence | None = None,
) -> list[Evidence]:
    """Checked rows, not yet stored: nothing reaches the disk before everything is in order."""
    files = list(files)
    if len(files) > attachments.MAX_FILES:
        raise ValidationError({"files": f"За один раз — не больше {attachments.MAX_FILES} файлов."})
    for file in files:
        _at_field("files", attachments.check, file)
    about = {"event": event, "occurrence": occurrence, "added_by": by}
    rows = [Evidence(link=link.strip(), **about) for link in links if link.strip()]
    for row in rows:
        _at_field("link", row.clean_fields, ["event", "occurrence", "added_by"])
    return rows + [Evidence(file=file, file_name=file.name[-200:], **about) for file in files]


def _at_field(field: str, checked: Any, *args: Any) -> None:
    """Call a check and put what it refuses beside the form's field."""
    try:
        checked(*args)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error


def _store(evidence: list[Evidence]) -> None:
    for row in evidence:
        row.save()


def _begin(roadmap: Roadmap) -> None:
    """The first mark begins the work by an agreed roadmap."""
    if roadmap.state == RoadmapState.AGREED:
        roadmap.state = RoadmapState.IN_PROGRESS
        roadmap.save(update_fields=["state"])


@transaction.atomic
def undo_done(*, event: RoadmapEvent, comment: str, by: "User | None") -> RoadmapEvent:
    """Give a done event back to the school because its evidence does not convince."""
    event = locked_event(event)
    require(by, "undo", event.roadmap)
    require_running(event.roadmap)
    if not event.is_done:
        raise ValidationError(f"Мероприятие {event.code} не отмечено выполненным: возвращать нечего.")
    event.return_comment = require_words(comment, "comment", "Напишите, чего не хватает.")
    event.state, event.done_date = EventState.PLANNED, None
    event.save(update_fields=["state", "done_date", "return_comment"])
    record(by=by, action="roadmap.undo", target=event, text=event.return_comment)
    return event


@transaction.atomic
def unmark(*, event: RoadmapEvent, by: "User | None") -> RoadmapEvent:
    """Take back a mark made by mistake; what was attached stays with the event."""
    event = markable(event, by)
    if not event.is_done:
        raise ValidationError(f"Мероприятие {event.code} не отмечено выполненным: снимать нечего.")
    record(by=by, action="roadmap.unmark", target=event, text=f"{event.done_date:%d.%m.%Y}")
    event.state, event.done_date = EventState.PLANNED, None
    event.save(update_fields=["state", "done_date"])
    return event


@transaction.atomic
def add_occurrence(
    *,
    event: RoadmapEvent,
    day: date,
    text: str,
    on: date,
    by: "User | None",
    links: Iterable[str] = (),
    files: Iterable[Any] = (),
) -> Occurrence:
    """Write down one more time that an event «по мере необходимости» was held."""
    event = markable(event, by)
    if not event.is_ongoing or event.state == EventState.CANCELLED:
        raise ValidationError(f"Мероприятие {event.code} проводится один раз: отметьте его выполнение.")
    require_past(day, on, event.roadmap, "day")
    occurrence = Occurrence(
        event=event, date=day, text=require_words(text, "text", "Напишите, что сделано."), added_by=by
    )
    evidence = _evidence(event, links, files, by, occurrence)
    occurrence.save()
    _store(evidence)
    _begin(event.roadmap)
    record(by=by, action="roadmap.occurrence", target=event, text=str(occurrence))
    return occurrence


@transaction.atomic
def add_evidence(
    *, event: RoadmapEvent, by: "User | None", links: Iterable[str] = (), files: Iterable[Any] = ()
) -> list[Evidence]:
    """Add files or links to an event of the plan, before or after it is marked."""
    event = markable(event, by)
    if event.state == EventState.CANCELLED:
        raise ValidationError(f"Мероприятие {event.code} отменено: подтверждать нечего.")
    evidence = _evidence(event, links, files, by)
    if not evidence:
        raise ValidationError({"files": NO_EVIDENCE})
    _store(evidence)
    record(by=by, action="roadmap.evidence", target=event, text=", ".join(map(str, evidence))[:500])
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: "User | None") -> None:
    """Take away a wrong file or link; a done event keeps at least one. The file leaves the disk."""
    event = markable(evidence.event, by)
    if event.is_done and not event.evidence.exclude(pk=evidence.pk).exists():
        raise ValidationError(
            "Это единственное подтверждение: у выполненного мероприятия оно остаётся. "
            "Сначала добавьте другое."
        )
    record(by=by, action="roadmap.evidence_removed", target=event, text=str(evidence))
    _forget([evidence])


@transaction.atomic
def remove_occurrence(*, occurrence: Occurrence, by: "User | None") -> None:
    """Take away a record made by mistake, with its files and links."""
    event = markable(occurrence.event, by)
    record(by=by, action="roadmap.occurrence_removed", target=event, text=str(occurrence))
    _forget(list(occurrence.evidence.all()))
    occurrence.delete()


def _forget(evidence: list[Evidence]) -> None:
    """Delete rows now and their files once the change is certain."""
    for row in evidence:
        storage, name = row.file.storage, row.file.name
        row.delete()
        if name:
            transaction.on_commit(partial(storage.delete, name))
