"""Coordination meetings: planned, held with decisions, cancelled."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.roadmap.enums import MeetingState
from mentorship.roadmap.models import CoordinationMeeting

if TYPE_CHECKING:
    from schools.models import User


@transaction.atomic
def save_meeting(*, meeting: CoordinationMeeting, on: date, by: "User | None") -> CoordinationMeeting:
    """Store a new or changed meeting; one that lies ahead cannot have been held."""
    if by is not None and not _may_change(by, meeting):
        raise ValidationError(
            "Совещания этого муниципалитета ведут руководитель центра, методист и ответственный управления."
        )
    check_held(state=meeting.state, day=meeting.date, on=on)
    meeting.full_clean()
    is_new = meeting.pk is None
    meeting.save()
    action = "meeting.add" if is_new else "meeting.change"
    record(by=by, action=action, target=meeting, text=meeting.get_state_display())
    return meeting


def check_held(*, state: str, day: date, on: date) -> None:
    """Refuse a meeting held on a day that has not come."""
    if state == MeetingState.HELD and day > on:
        raise ValidationError(
            {"date": f"Совещание ещё впереди: сегодня {on:%d.%m.%Y}. Оставьте состояние «запланировано»."}
        )


def _may_change(by: "User", meeting: CoordinationMeeting) -> bool:
    scope = by.access.scope("meetings", change=True)
    return scope.reaches(municipality=meeting.municipality_id)
