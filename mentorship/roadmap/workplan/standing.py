"""How a decision or a row of the work plan stands on a day, in the voices of the design."""

from datetime import date

from mentorship.roadmap.enums import DecisionState, EventState, MeetingState
from mentorship.roadmap.models import MeetingDecision, WorkPlanItem
from mentorship.roadmap.models.events import SOON_DAYS
from mentorship.roadmap.standing import Standing, days
from schools.russian import NBSP

NO_TERM = Standing("", "info", "без срока")
MEETINGS = {
    MeetingState.PLANNED: Standing("", "clock", "запланировано"),
    MeetingState.HELD: Standing("ok", "done", "проведено"),
    MeetingState.CANCELLED: Standing("quiet", "none", "отменено"),
}


def of_decision(decision: MeetingDecision, on: date) -> Standing:
    """The decision's state; an open one is late from the day after its due day."""
    if decision.state == DecisionState.CANCELLED:
        return Standing("quiet", "none", "снято")
    if decision.state == DecisionState.DONE and decision.closed_date is not None:
        return Standing("ok", "done", f"выполнено{NBSP}{decision.closed_date:%d.%m.%Y}")
    return of_term(decision.due_date, on)


def of_item(item: WorkPlanItem, on: date, *, running: bool) -> Standing:
    """The row's state; only rows of an approved plan are late or near."""
    if item.state == EventState.CANCELLED:
        return Standing("quiet", "none", "отменено")
    if item.done_date is not None:
        return Standing("ok", "done", f"выполнено{NBSP}{item.done_date:%d.%m.%Y}")
    if not running:
        return Standing("", "clock", "запланировано")
    return of_term(item.due_date, on)


def of_term(due: date | None, on: date) -> Standing:
    """How an open thing stands: late, today, near, planned, or without a term."""
    if due is None:
        return NO_TERM
    left = (due - on).days
    if left < 0:
        return Standing("bad", "warning", f"просрочено на{NBSP}{days(-left)}")
    if left == 0:
        return Standing("warn", "clock", "сегодня последний день")
    if left <= SOON_DAYS:
        return Standing("warn", "clock", f"через{NBSP}{days(left)}")
    return Standing("", "clock", f"до{NBSP}{due:%d.%m.%Y}")
