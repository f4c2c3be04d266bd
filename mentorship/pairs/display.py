"""How pairs look on pages: the state's icon and tone, the title, how long a pair has been silent."""

from collections.abc import Sequence
from datetime import date

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.models.pairs import SILENCE_DAYS
from schools.looks import Look

_LOOKS: dict[PairState, tuple[str, str]] = {
    PairState.PROPOSED: ("", "clock"),
    PairState.AGREED: ("", "check"),
    PairState.ORDERED: ("", "document"),
    PairState.ACTIVE: ("ok", "done"),
    PairState.PAUSED: ("warn", "clock"),
    PairState.COMPLETED: ("quiet", "done"),
    PairState.DISSOLVED: ("quiet", "missed"),
    PairState.CANCELLED: ("quiet", "none"),
}


def look_of(state: str) -> Look:
    """The look of a state."""
    tone, icon = _LOOKS[PairState(state)]
    return Look(tone, icon, str(PairState(state).label))


def title_of(pair: Pair, members: Sequence[PairMember]) -> str:
    """«Климова и Дорохин», «Климова и группа из 3»."""
    mentor = pair.mentor.person.last_name
    if len(members) == 1:
        return f"{mentor} и {members[0].mentee.last_name}"
    return f"{mentor} и группа из {len(members)}" if members else mentor


def topic_of(pair: Pair) -> str:
    """«Учитель – учитель, «Опытный предметник…» · Физика · подготовка к ГИА», as far as it is known."""
    form = str(pair.form or "форма не указана")
    form = f"{form}, {pair.variant}" if pair.variant else form
    return " · ".join(str(part) for part in (form, pair.subject, pair.focus) if part)


def silent_days(pair: Pair, members: Sequence[PairMember], last: date | None, today: date) -> int | None:
    """Days since the last meeting, or since the start without one; None unless a pair at work is silent."""
    if pair.state != PairState.ACTIVE:
        return None
    since = max([day for day in (last, *(member.start_date for member in members)) if day], default=None)
    days = (today - since).days if since else 0
    return days if days > SILENCE_DAYS else None


def mentor_detail(pair: Pair) -> str:
    """The line under the mentor's name."""
    school = pair.mentor.person.school
    return f"наставник · {school}" if school else "наставник"


def member_detail(member: PairMember, today: date) -> str:
    """The line under a mentee's name: since when, until when, from which school."""
    parts = ["наставляемый"]
    if member.end_date and not member.is_current(today):
        parts.append(f"до {member.end_date:%d.%m.%Y}")
    elif member.start_date:
        parts.append(f"с {member.start_date:%d.%m.%Y}")
    if member.mentee.school:
        parts.append(str(member.mentee.school))
    return " · ".join(parts)


def agreements(pair: Pair, members: Sequence[PairMember]) -> list[Look]:
    """Whose agreement is on record; an imported pair has none, and says so once."""
    people = [(pair.mentor.person, pair.mentor_agreed_date, pair.get_mentor_agreed_way_display())]
    people += [(member.mentee, member.agreed_date, member.get_agreed_way_display()) for member in members]
    if pair.state != PairState.PROPOSED and not any(day for _, day, _ in people):
        return [Look("quiet", "none", "согласия на портале не записаны")]
    return [
        Look("ok", "done", f"{person.short_name}: {way}, {day:%d.%m.%Y}")
        if day
        else Look("", "clock", f"{person.short_name}: ждём подтверждения")
        for person, day, way in people
    ]
