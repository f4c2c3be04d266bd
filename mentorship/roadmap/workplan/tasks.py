"""What meetings and the work plan want of a person today: own decisions, own rows of the plan, a protocol."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mentorship.roadmap.enums import MeetingState
from mentorship.roadmap.models import CoordinationMeeting, MeetingDecision, WorkPlanItem
from mentorship.roadmap.workplan.standing import of_decision, of_item
from schools.workplace import Task

if TYPE_CHECKING:
    from schools.models import User

# More than so many of a kind make no workplace.
MOST = 3
# Of a meeting longer ago nobody writes the protocol from memory.
REMEMBERED_DAYS = 60


def tasks_for(user: "User", on: date) -> list[Task]:
    """The person's tasks: at most three queries."""
    if not user.access.may_see("meetings"):
        return []
    tasks = [_decision_task(item, on) for item in _own_decisions(user, on)]
    if user.person_id is not None:
        rows = WorkPlanItem.objects.pressing(on).filter(owner=user.person_id).select_related("plan")
        tasks += [_item_task(item, on) for item in rows[:MOST]]
    if user.access.may_change("meetings"):
        tasks += _to_write_down(user, on)
    return tasks


def _own_decisions(user: "User", on: date) -> list[MeetingDecision]:
    found = MeetingDecision.objects.visible_to(user).owned_by(user).pressing(on)
    return list(found.select_related("meeting")[:MOST])


def _decision_task(decision: MeetingDecision, on: date) -> Task:
    standing = of_decision(decision, on)
    return Task(
        title=f"Выполнить решение совещания от {decision.meeting.date:%d.%m.%Y}",
        text=f"{decision.text[:160]}: {standing.words}",
        url=decision.get_absolute_url(),
        action="Отметить выполнение",
        due=decision.due_date,
        tone=standing.tone,
    )


def _item_task(item: WorkPlanItem, on: date) -> Task:
    standing = of_item(item, on, running=True)
    return Task(
        title=item.title,
        text=f"План работы центра: {standing.words}",
        url=item.get_absolute_url(),
        action="Отметить выполнение",
        due=item.due_date,
        tone=standing.tone,
    )


def _to_write_down(user: "User", on: date) -> list[Task]:
    """Meetings whose day has passed and that are still «запланировано»."""
    past = CoordinationMeeting.objects.changeable_by(user).filter(
        state=MeetingState.PLANNED, date__lt=on, date__gte=on - timedelta(days=REMEMBERED_DAYS)
    )
    return [
        Task(
            title=f"Записать итоги совещания {meeting.date:%d.%m.%Y}",
            text=meeting.topic,
            url=meeting.get_absolute_url(),
            action="Записать решения",
            due=meeting.date,
            tone="warn",
        )
        for meeting in past.order_by("date", "pk")[:MOST]
    ]
