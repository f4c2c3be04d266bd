"""How an event or a roadmap stands on a day, in the three voices of the design: tone, icon, words."""

from datetime import date
from typing import NamedTuple

from mentorship.roadmap.enums import EventState, RoadmapState, TermKind
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.models.events import SOON_DAYS
from schools.russian import NBSP, day_month, plural


class Standing(NamedTuple):
    """Arguments of the `status` tag."""

    tone: str
    icon: str
    words: str


_ENDLESS = {
    TermKind.AS_NEEDED: "по мере необходимости",
    TermKind.WHOLE_PERIOD: "весь период",
}

_ROADMAP = {
    RoadmapState.DRAFT: Standing("quiet", "edit", "черновик"),
    RoadmapState.SUBMITTED: Standing("warn", "clock", "на согласовании"),
    RoadmapState.AGREED: Standing("ok", "done", "согласована"),
    RoadmapState.IN_PROGRESS: Standing("ok", "done", "выполняется"),
    RoadmapState.CLOSED: Standing("quiet", "check", "закрыта"),
}


def of_roadmap(roadmap: Roadmap) -> Standing:
    """The roadmap's state, with the day of the agreement or of the sending."""
    standing = _ROADMAP[RoadmapState(roadmap.state)]
    if roadmap.state == RoadmapState.SUBMITTED and roadmap.submitted_at:
        return standing._replace(words=f"на согласовании с {day_month(roadmap.submitted_at)}")
    if roadmap.is_running and roadmap.agreed_at:
        return standing._replace(words=f"согласована {day_month(roadmap.agreed_at)}")
    return standing


def of_event(event: RoadmapEvent, on: date, *, running: bool) -> Standing:
    """The event's state; only events of a running roadmap are late or near."""
    if event.state == EventState.CANCELLED:
        return Standing("quiet", "none", "отменено")
    if event.done_date is not None:
        return _of_done(event)
    if not event.is_datable:
        return Standing("", "info", _ENDLESS[TermKind(event.term_kind)])
    if event.due_date is None:
        return Standing("warn", "warning", "срок не указан")
    if not running:
        return Standing("", "clock", "запланировано")
    return _of_term(event.due_date, on)


def _of_done(event: RoadmapEvent) -> Standing:
    late = event.days_done_late
    delay = f", на{NBSP}{days(late)} позже срока" if late else ""
    return Standing("ok", "done", f"выполнено{NBSP}{day_month(event.done_date)}{delay}")


def _of_term(due: date, on: date) -> Standing:
    left = (due - on).days
    if left < 0:
        return Standing("bad", "warning", f"просрочено на{NBSP}{days(-left)}")
    if left == 0:
        return Standing("warn", "clock", "сегодня последний день")
    if left <= SOON_DAYS:
        return Standing("warn", "clock", f"через{NBSP}{days(left)}")
    return Standing("", "clock", "запланировано")


def days(count: int) -> str:
    """«1 день», «3 дня», «18 дней»: fits «на …» and «через …»."""
    return f"{count}{NBSP}{plural(count, 'день', 'дня', 'дней')}"
