"""Letters of pairs: every change of a pair, who is told and in which words.

A change that tells nobody stands in SILENT with its reason. Letters are posted in the transaction of the
change; imports write their rows without the workflow and so post none. Meetings to come tell of themselves
(workflow/planned.py).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum, auto

from django.utils import timezone

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, post_all
from mentorship.notices.wording import Wording, fill
from mentorship.pairs.models import Meeting, Pair, PairMember
from schools.addressees import curators, methodists
from schools.models import Person, User


class To(Enum):
    """To whom a letter of a pair may go."""

    MENTOR = auto()
    MENTEES = auto()
    # the one mentee who joins or leaves
    MEMBER = auto()
    METHODISTS = auto()
    CURATORS = auto()


_SIDES = (To.MENTOR, To.MENTEES)
_DESK = (To.METHODISTS, To.CURATORS)

LETTERS: dict[str, tuple[Wording, ...]] = {
    "propose": (
        Wording(
            (To.MENTOR,),
            "Вам предложили наставляемого: {mentees}",
            "Пара № {number}: {mentees}. Подтвердите участие на её странице или откажитесь, сказав почему.",
        ),
        Wording(
            (To.MENTEES,),
            "Вам предложили наставника: {mentor}",
            "Пара № {number}, наставник — {mentor}. Подтвердите участие на её странице или откажитесь, "
            "сказав почему.",
        ),
    ),
    "agree": (
        Wording(
            _SIDES,
            "Пара № {number} согласована",
            "Все участники согласны: {sides}. Дальше — приказ; о нём вы получите письмо.",
        ),
        Wording(
            _DESK,
            "Пара № {number} согласована: нужен приказ",
            "{sides}: все участники согласны. Закрепите пару приказом.",
        ),
    ),
    "cancel": (
        Wording(_SIDES, "Пара № {number} отменена", "{sides}: пара отменена.\n\nПричина: {reason}"),
        Wording(_DESK, "Пара № {number} отменена", "{sides}: пара отменена.\n\nПричина: {reason}"),
    ),
    "order": (
        Wording(
            _SIDES,
            "Пара № {number} закреплена приказом",
            "{sides}: пара закреплена приказом {reason}. Договоритесь о первой встрече.",
        ),
    ),
    "start": (
        Wording(
            _SIDES,
            "Пара № {number} начала работу",
            "{sides}: пара работает с {reason}. Записывайте встречи на странице пары: одной строкой.",
        ),
    ),
    "pause": (
        Wording(
            _SIDES,
            "Пара № {number} приостановлена",
            "{sides}: работа приостановлена, места за вами остаются.\n\nПричина: {reason}",
        ),
    ),
    "resume": (Wording(_SIDES, "Пара № {number} возобновила работу", "{sides}: пара снова работает."),),
    "ask_completion": (
        Wording(
            (To.METHODISTS,),
            "Пару № {number} предлагают завершить",
            "{sides}: куратор предложил завершить пару.\n\nИтог: {reason}\n\nРешение — на её странице.",
        ),
    ),
    "ask_dissolution": (
        Wording(
            _DESK,
            "Пару № {number} просят расторгнуть",
            "{sides}: одна из сторон просит расторгнуть пару.\n\nПричина: {reason}\n\n"
            "Решение — на её странице.",
        ),
    ),
    "answer_dissolution": (
        Wording(
            _SIDES,
            "Пара № {number} продолжает работу",
            "{sides}: просьба расторгнуть пару закрыта.\n\nОтвет: {reason}",
        ),
    ),
    "complete": (
        Wording(
            _SIDES,
            "Пара № {number} завершена",
            "{sides}: работа пары завершена. Спасибо!\n\nИтог: {reason}",
        ),
    ),
    "dissolve": (
        Wording(_SIDES, "Пара № {number} расторгнута", "{sides}: пара расторгнута.\n\nПричина: {reason}"),
        Wording(_DESK, "Пара № {number} расторгнута", "{sides}: пара расторгнута.\n\nПричина: {reason}"),
    ),
    "add_member": (
        Wording(
            (To.MEMBER,),
            "Вы в группе наставника: {mentor}",
            "Вас приняли в группу № {number}, наставник — {mentor}. На странице пары видно, что дальше.",
        ),
        Wording(
            (To.MENTOR,),
            "В вашей группе новый наставляемый: {member}",
            "В группу № {number} принят наставляемый: {member}.",
        ),
    ),
    "end_membership": (
        Wording(
            (To.MEMBER,),
            "Ваше участие в группе № {number} завершается",
            "Последний день в группе (наставник — {mentor}): {day}.\n\nПричина: {reason}",
        ),
        Wording(
            (To.MENTOR,),
            "Наставляемый покидает группу: {member}",
            "Группа № {number}: последний день — {day}.\n\nПричина: {reason}",
        ),
    ),
    "log_meeting": (
        Wording(
            _SIDES,
            "Подтвердите встречу: {day}",
            "Пара № {number}: записана встреча {day} — {reason}. Подтвердите её на странице пары.",
        ),
    ),
}

# Changes without a letter, and why.
SILENT = {
    "confirm": "решает последнее подтверждение: о нём говорит письмо «согласована»",
    "confirm_meeting": "после подтверждения никому ничего не нужно делать",
}
# Whose requests return to the queue: the desk hears of it by the letter of each request.
_REOPENING = frozenset({"cancel", "dissolve"})


def tell(
    action: str,
    pair: Pair,
    members: Iterable[PairMember],
    *,
    by: User | None,
    reason: str = "",
    member: PairMember | None = None,
    day: date | None = None,
) -> None:
    """Post the letters of a change that has just been made; `member` is who joins or leaves, on the `day`."""
    post_all(_letters(action, pair, list(members), by, reason, member, day))


def tell_all(action: str, pairs: Iterable[Pair], *, by: User | None, reason: str = "") -> None:
    """The same of many pairs in a few queries; their mentors and members with mentees must be at hand."""
    post_all(
        letter
        for pair in pairs
        for letter in _letters(action, pair, list(pair.members.all()), by, reason, None, None)
    )


def tell_of_meeting(meeting: Meeting, members: Iterable[PairMember], *, by: User | None) -> None:
    """Ask the other side to confirm a meeting; who was no member on its day cannot."""
    held = [member for member in members if member.is_current(meeting.date)]
    post_all(
        _letters("log_meeting", meeting.pair, held, by, meeting.topic, None, meeting.date, Topic.MEETING)
    )


def _letters(
    action: str,
    pair: Pair,
    members: Sequence[PairMember],
    by: User | None,
    reason: str,
    member: PairMember | None,
    day: date | None,
    topic: Topic = Topic.PAIR,
) -> list[Letter]:
    wordings = LETTERS[action]
    if action in _REOPENING and all(item.request_id is not None for item in members):
        wordings = tuple(wording for wording in wordings if To.METHODISTS not in wording.to)
    staying = _staying(members)
    mentees = ", ".join(item.mentee.full_name for item in staying)
    gaps = {
        "number": pair.number,
        "mentor": pair.mentor.person.full_name,
        "mentees": mentees,
        "sides": f"{pair.mentor.person.full_name} — {mentees}",
        "member": member.mentee.full_name if member else "",
        "day": f"{day:%d.%m.%Y}" if day else "",
        "reason": reason,
    }
    people = _people(pair, staying, member, {to for wording in wordings for to in wording.to})
    return fill(wordings, topic=topic, people=people, gaps=gaps, path=pair.get_absolute_url(), by=by)


def _people(
    pair: Pair, members: Sequence[PairMember], member: PairMember | None, named: set[Enum]
) -> dict[Enum, list[Person]]:
    """Who stands behind each addressee; who holds an office is asked only where a wording names it."""
    mentor, mentees = pair.mentor.person, [item.mentee for item in members]
    behind: dict[Enum, Callable[[], list[Person]]] = {
        To.MENTOR: lambda: [mentor],
        To.MENTEES: lambda: mentees,
        To.MEMBER: lambda: [member.mentee] if member else [],
        To.METHODISTS: lambda: methodists(pair.municipality_id),
        To.CURATORS: lambda: curators([mentor.school_id, *(mentee.school_id for mentee in mentees)]),
    }
    return {to: behind[to]() for to in named}


def _staying(members: Sequence[PairMember]) -> list[PairMember]:
    """Those who are in the pair when the letter is posted, or were to its end; who left before is not."""
    ends = [member.end_date or date.max for member in members]
    since = min(max(ends, default=date.max), timezone.localdate())
    return [member for member, end in zip(members, ends, strict=True) if end >= since]
