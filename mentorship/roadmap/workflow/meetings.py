"""Coordination meetings: planned, held with decisions, cancelled; decisions given, done, withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.roadmap.enums import DecisionState, MeetingState
from mentorship.roadmap.models import AgendaItem, CoordinationMeeting, MeetingDecision, MeetingParticipant
from mentorship.roadmap.models.decisions import next_number
from schools.models import Person, School

if TYPE_CHECKING:
    from schools.models import User

NOT_YOURS = "Совещания этого муниципалитета ведут руководитель центра, методист и ответственный управления."
NO_OWNER = "Укажите, кто отвечает: человек, школа или роль."


class Question(NamedTuple):
    """A question of the agenda."""

    text: str
    speaker: str = ""


@dataclass
class Sitting:
    """What is discussed and who is present, as the whole new lists."""

    questions: Sequence[Question] = ()
    people: Iterable[Person] = ()
    guests: Sequence[str] = field(default_factory=list)


class Task(NamedTuple):
    """What a decision says: the words, who answers, by when."""

    text: str
    owner_person: Person | None = None
    owner_school: School | None = None
    owner_role: str = ""
    due_date: date | None = None


@transaction.atomic
def save_meeting(
    *, meeting: CoordinationMeeting, on: date, by: "User | None", sitting: Sitting | None = None
) -> CoordinationMeeting:
    """Store a new or changed meeting; one that lies ahead cannot have been held."""
    _require_leader(by, meeting)
    check_held(state=meeting.state, day=meeting.date, on=on)
    meeting.full_clean()
    is_new = meeting.pk is None
    meeting.save()
    if sitting is not None:
        _keep_sitting(meeting, sitting)
    action = "meeting.add" if is_new else "meeting.change"
    record(by=by, action=action, target=meeting, text=meeting.get_state_display())
    return meeting


@transaction.atomic
def hold_meeting(
    *,
    meeting: CoordinationMeeting,
    on: date,
    by: "User | None",
    protocol_number: str = "",
    chair: str = "",
    secretary: str = "",
) -> CoordinationMeeting:
    """Write down that the meeting took place; it has decided something by then."""
    meeting = _lock(meeting, by)
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(f"Совещание уже {meeting.get_state_display()}: обновите страницу.")
    if not meeting.decisions.exists():
        raise ValidationError("У проведённого совещания запишите решения.")
    meeting.protocol_number, meeting.chair, meeting.secretary = protocol_number, chair, secretary
    meeting.state = MeetingState.HELD
    return save_meeting(meeting=meeting, on=on, by=by)


@transaction.atomic
def cancel_meeting(*, meeting: CoordinationMeeting, on: date, by: "User | None") -> CoordinationMeeting:
    """Call off a planned meeting; it stays in the list."""
    meeting = _lock(meeting, by)
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(f"Совещание уже {meeting.get_state_display()}: отменить его нельзя.")
    meeting.state = MeetingState.CANCELLED
    return save_meeting(meeting=meeting, on=on, by=by)


@transaction.atomic
def add_decision(*, meeting: CoordinationMeeting, task: Task, by: "User | None") -> MeetingDecision:
    """Give a decision of the meeting to its owner."""
    meeting = _lock(meeting, by)
    if meeting.state == MeetingState.CANCELLED:
        raise ValidationError("Совещание отменено: решений у него нет.")
    decision = MeetingDecision(meeting=meeting, number=next_number(meeting))
    _write(decision, task)
    _tell("decision.add", decision, by)
    return decision


@transaction.atomic
def change_decision(*, decision: MeetingDecision, task: Task, by: "User | None") -> MeetingDecision:
    """Word a decision anew, give it to another owner or move its day; the journal keeps what was before."""
    decision = _lock_decision(decision)
    _require_leader(by, decision.meeting)
    _check_open(decision)
    before = {
        "text": decision.text,
        "owner": decision.owner,
        "due": f"{decision.due_date:%d.%m.%Y}" if decision.due_date else "",
    }
    _write(decision, task)
    record(by=by, action="decision.change", target=decision, text=str(decision), data={"before": before})
    return decision


@transaction.atomic
def close_decision(
    *, decision: MeetingDecision, done_date: date, note: str, on: date, by: "User | None"
) -> MeetingDecision:
    """Mark a decision as done: its owner does, or those who lead meetings."""
    decision = _lock_decision(decision)
    if by is not None and not may_close(by, decision):
        raise ValidationError("Выполнение отмечает ответственный или тот, кто ведёт совещания.")
    _check_open(decision)
    if done_date > on:
        raise ValidationError({"done_date": f"День ещё не наступил: сегодня {on:%d.%m.%Y}."})
    if done_date < decision.meeting.date:
        day = decision.meeting.date
        raise ValidationError({"done_date": f"Раньше совещания ({day:%d.%m.%Y}) решения ещё не было."})
    return _close(decision, DecisionState.DONE, done_date, note, by)


@transaction.atomic
def cancel_decision(
    *, decision: MeetingDecision, reason: str, on: date, by: "User | None"
) -> MeetingDecision:
    """Withdraw a decision that is not needed any more."""
    decision = _lock_decision(decision)
    _require_leader(by, decision.meeting)
    _check_open(decision)
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, почему решение снимается."})
    return _close(decision, DecisionState.CANCELLED, on, reason, by)


@transaction.atomic
def reopen_decision(*, decision: MeetingDecision, by: "User | None") -> MeetingDecision:
    """Take back a mark made by mistake."""
    decision = _lock_decision(decision)
    _require_leader(by, decision.meeting)
    if decision.is_open:
        raise ValidationError("Решение и так в работе: обновите страницу.")
    decision.state, decision.closed_date = DecisionState.OPEN, None
    decision.note, decision.closed_by = "", None
    decision.save()
    _tell("decision.reopen", decision, by)
    return decision


def check_held(*, state: str, day: date, on: date) -> None:
    """Refuse a meeting held on a day that has not come."""
    if state == MeetingState.HELD and day > on:
        raise ValidationError(
            {"date": f"Совещание ещё впереди: сегодня {on:%d.%m.%Y}. Оставьте состояние «запланировано»."}
        )


def may_lead(user: "User", municipality: int) -> bool:
    """Whether the account leads the meetings of the municipality."""
    return user.access.scope("meetings", change=True).reaches(municipality=municipality)


def may_close(user: "User", decision: MeetingDecision) -> bool:
    """Whether the account may mark the decision as done."""
    if may_lead(user, decision.meeting.municipality_id):
        return True
    return MeetingDecision.objects.owned_by(user).filter(pk=decision.pk).exists()


def _require_leader(by: "User | None", meeting: CoordinationMeeting) -> None:
    if by is not None and not may_lead(by, meeting.municipality_id):
        raise ValidationError(NOT_YOURS)


def _lock(meeting: CoordinationMeeting, by: "User | None") -> CoordinationMeeting:
    _require_leader(by, meeting)
    return CoordinationMeeting.objects.select_for_update().get(pk=meeting.pk)


def _lock_decision(decision: MeetingDecision) -> MeetingDecision:
    fresh = MeetingDecision.objects.select_for_update(of=("self",))
    return fresh.select_related("meeting", "owner_person", "owner_school").get(pk=decision.pk)


def _check_open(decision: MeetingDecision) -> None:
    if not decision.is_open:
        raise ValidationError(f"Решение уже {decision.get_state_display()}: обновите страницу.")


def _write(decision: MeetingDecision, task: Task) -> None:
    """Put the words of a task into a decision; somebody of the meeting's municipality answers for it."""
    if not (task.owner_person or task.owner_school or task.owner_role):
        raise ValidationError({"owner_person": NO_OWNER})
    if task.due_date is None:
        raise ValidationError({"due_date": "Укажите срок."})
    if task.due_date < decision.meeting.date:
        raise ValidationError({"due_date": "Срок раньше самого совещания: проверьте дату."})
    town = decision.meeting.municipality_id
    for owner in (task.owner_person, task.owner_school):
        if owner is not None and owner.municipality_id != town:
            raise ValidationError(f"«{owner}» — из другого муниципалитета: выберите другого ответственного.")
    for name, value in task._asdict().items():
        setattr(decision, name, value)
    decision.full_clean()
    decision.save()


def _close(
    decision: MeetingDecision, state: DecisionState, day: date, note: str, by: "User | None"
) -> MeetingDecision:
    decision.state, decision.closed_date, decision.note, decision.closed_by = state, day, note.strip(), by
    decision.full_clean()
    decision.save()
    _tell(f"decision.{state}", decision, by)
    return decision


def _tell(action: str, decision: MeetingDecision, by: "User | None") -> None:
    words = f"Решение {decision.number} совещания {decision.meeting.date:%d.%m.%Y}: {decision.owner or '—'}"
    record(by=by, action=action, target=decision, text=words)


def _keep_sitting(meeting: CoordinationMeeting, sitting: Sitting) -> None:
    """Replace the lists of questions and of those present."""
    meeting.agenda.all().delete()
    meeting.participants.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, order=order, text=item.text, speaker=item.speaker)
        for order, item in enumerate(sitting.questions, start=1)
    )
    present = [MeetingParticipant(meeting=meeting, person=person) for person in sitting.people]
    present += [MeetingParticipant(meeting=meeting, guest=guest) for guest in sitting.guests]
    MeetingParticipant.objects.bulk_create(present)
