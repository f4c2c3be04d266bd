"""A new version of an agreed plan: changes are gathered, sent and agreed at once (domain.md §4.4).

Until it is agreed the agreed plan counts; events already done or cancelled are never touched.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.roadmap.enums import ChangeState, LineKind, RevisionState
from mentorship.roadmap.models import Revision, RevisionLine, Roadmap, RoadmapEvent
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.rights import require, require_other
from mentorship.roadmap.workflow import numbering, taking
from mentorship.roadmap.workflow.guards import (
    locked,
    locked_event,
    require_open,
    require_running,
    require_words,
)
from mentorship.roadmap.workflow.planning import check_planned
from mentorship.roadmap.workflow.records import next_version

if TYPE_CHECKING:
    from schools.models import User

NO_REASON = "Напишите причину."


@transaction.atomic
def propose_event(
    *, roadmap: Roadmap, values: Mapping[str, Any], reason: str, by: "User | None"
) -> RevisionLine:
    """Propose a new event, at the end of its stage."""
    roadmap = locked(roadmap)
    revision = open_revision(roadmap, by)
    line = RevisionLine(revision=revision, kind=LineKind.ADD)
    line.code = numbering.next_code(roadmap, values["stage"])
    return _keep(line, values, reason, roadmap)


@transaction.atomic
def propose_edit(
    *, event: RoadmapEvent, values: Mapping[str, Any], reason: str, by: "User | None"
) -> RevisionLine:
    """Propose other words, another term or another responsible for an event still to be done."""
    event = locked_event(event)
    line = _line_of(event, by)
    line.kind = LineKind.EDIT
    if all(_plain(values[name]) == getattr(event, name) for name in values):
        raise ValidationError("Ничего не изменено: исправьте хотя бы одно поле.")
    for name in PLAN_FIELDS:
        setattr(line, name, getattr(event, name))
    return _keep(line, values, reason, event.roadmap)


@transaction.atomic
def propose_cancel(*, event: RoadmapEvent, reason: str, by: "User | None") -> RevisionLine:
    """Propose to leave an event out."""
    event = locked_event(event)
    line = _line_of(event, by)
    line.kind = LineKind.CANCEL
    for name in PLAN_FIELDS:
        setattr(line, name, getattr(event, name))
    return _store(line, reason)


def open_revision(roadmap: Roadmap, by: "User | None") -> Revision:
    """The version being prepared, begun when there is none; one that was sent waits for its answer."""
    require(by, "revise", roadmap)
    require_running(roadmap)
    revision = roadmap.revisions.open().first()
    if revision is None:
        return Revision.objects.create(roadmap=roadmap, made_by=by)
    if revision.is_submitted:
        raise ValidationError("Предлагаемая версия уже на согласовании: дождитесь ответа или отзовите её.")
    return revision


def _line_of(event: RoadmapEvent, by: "User | None") -> RevisionLine:
    """The line of the event in the version being prepared, a new one where there is none."""
    revision = open_revision(event.roadmap, by)
    require_open(event)
    if event.changes.filter(state=ChangeState.ASKED).exists():
        raise ValidationError(f"По мероприятию {event.code} уже ждёт решения просьба.")
    found = revision.lines.filter(event=event).first()
    return found or RevisionLine(revision=revision, event=event, code=event.code)


def _keep(line: RevisionLine, values: Mapping[str, Any], reason: str, roadmap: Roadmap) -> RevisionLine:
    check_planned(line, values, roadmap)
    if line.is_datable:
        if line.due_date is None:
            raise ValidationError({"due_date": "Укажите срок."})
        require_words(line.responsible, "responsible", "Укажите ответственного.")
    return _store(line, reason)


def _store(line: RevisionLine, reason: str) -> RevisionLine:
    line.reason = require_words(reason, "reason", NO_REASON)
    line.clean_fields(exclude=["revision", "event", "stage"])
    line.validate_constraints()
    line.save()
    return line


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


@transaction.atomic
def drop_line(*, line: RevisionLine, by: "User | None") -> None:
    """Take a line out of the version being prepared."""
    revision = _held(line.revision)
    require(by, "revise", revision.roadmap)
    _require_state(revision, RevisionState.DRAFT)
    RevisionLine.objects.filter(pk=line.pk, revision=revision).delete()


@transaction.atomic
def submit_revision(*, revision: Revision, by: "User | None") -> Revision:
    """Send the proposed version to be agreed."""
    revision = _held(revision)
    require(by, "revise", revision.roadmap)
    require_running(revision.roadmap)
    _require_state(revision, RevisionState.DRAFT)
    if not revision.lines.exists():
        raise ValidationError("В предлагаемой версии нет изменений: согласовывать нечего.")
    revision.state, revision.comment = RevisionState.SUBMITTED, ""
    revision.submitted_at, revision.submitted_by = timezone.now(), by
    return _decided(revision, by, "roadmap.revision_submit")


@transaction.atomic
def withdraw_revision(*, revision: Revision, by: "User | None") -> Revision:
    """Give the proposed changes up; the plan in force stays."""
    revision = _held(revision)
    require(by, "revise", revision.roadmap)
    _require_state(revision, RevisionState.DRAFT, RevisionState.SUBMITTED)
    revision.state, revision.decided_at, revision.decided_by = RevisionState.WITHDRAWN, timezone.now(), by
    return _decided(revision, by, "roadmap.revision_withdraw")


@transaction.atomic
def return_revision(*, revision: Revision, comment: str, by: "User | None") -> Revision:
    """Give the proposed version back and say what to mend; the plan in force stays."""
    revision = _held(revision)
    require(by, "return", revision.roadmap)
    _require_state(revision, RevisionState.SUBMITTED)
    revision.comment = require_words(comment, "comment", "Напишите, что исправить в предложенном.")
    revision.state = RevisionState.DRAFT
    return _decided(revision, by, "roadmap.revision_return", revision.comment)


@transaction.atomic
def agree_revision(*, revision: Revision, by: "User | None") -> Revision:
    """Put the proposed changes in force as a new version; the old one stays readable."""
    revision = _held(revision)
    roadmap = revision.roadmap
    require(by, "agree", roadmap)
    require_other(by, roadmap, revision.submitted_by_id)
    require_running(roadmap)
    _require_state(revision, RevisionState.SUBMITTED)
    note = taking.take(revision, by)
    if revision.template is not None:
        roadmap.template = revision.template
        roadmap.save(update_fields=["template"])
    next_version(roadmap, by=by, note=note)
    revision.state, revision.decided_at, revision.decided_by = RevisionState.AGREED, timezone.now(), by
    return _decided(revision, by, "roadmap.revision_agree", note)


def _held(revision: Revision) -> Revision:
    """The proposed version as it is now; its roadmap is held, so all changes of it come in turn."""
    roadmap = locked(revision.roadmap)
    fresh = Revision.objects.select_related("template").get(pk=revision.pk)
    fresh.roadmap = roadmap
    return fresh


def _require_state(revision: Revision, *allowed: RevisionState) -> None:
    if revision.state not in allowed:
        raise ValidationError(
            f"Предлагаемая версия сейчас в состоянии «{revision.get_state_display()}». Обновите страницу: "
            "возможно, это уже сделал кто-то другой."
        )


def _decided(revision: Revision, by: "User | None", action: str, text: str = "") -> Revision:
    revision.save()
    record(by=by, action=action, target=revision.roadmap, text=text)
    return revision
