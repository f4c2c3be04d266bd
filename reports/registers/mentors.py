"""The sheet «Наставники» of the register (domain.md §5.5), and the list of the selected."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.bank.enums import LISTED_STATES, MentorState
from mentorship.bank.models import Mentor, MentorCard
from mentorship.pairs.enums import HalfYear
from mentorship.pairs.models import HalfYearReport, PairMember
from reports.registers.choice import Choice
from reports.registers.mentees import PIECE, WITHDRAWN, joined, withdrawn_among
from schools import years

HEADINGS = (
    "№",
    "ФИО",
    "Школа",
    "Должность",
    "Предмет",
    "Категория",
    "Стаж",
    "Направление",
    "Дата включения в банк",
    "Собеседование (дата, итог)",
    "Обучение (программа, дата)",
    "Наставляемые",
    "Приказ",
    "Отчёты (I, II)",
    "Итог",
)
WIDTHS = (6, 34, 30, 20, 24, 18, 8, 30, 14, 22, 34, 40, 24, 26, 30)
# Mentors who are in the bank, if only for a while not at work.
IN_BANK = (*LISTED_STATES, MentorState.SUSPENDED)
SELECTED = (MentorState.SELECTED, MentorState.TRAINED, MentorState.ACTIVE)


class MentorRow(NamedTuple):
    """A row in the order of the headings; `person` is whose history the name leads to."""

    number: int
    person: int
    name: str
    school: str
    position: str
    subjects: str
    category: str
    experience: int | None
    directions: str
    joined: date | None
    interview: str
    training: str
    mentees: str
    orders: str
    reports: str
    outcome: str
    code: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells people apart where names do not."""
        return (self.code,)

    @property
    def cells(self) -> tuple[Any, ...]:
        """What stands in the file."""
        return (self.number, *self[2 : -len(self.keys)])


class YearWork(NamedTuple):
    """What a mentor did in a school year."""

    members: list[PairMember]
    reports: list[HalfYearReport]


def mentors_of(choice: Choice) -> QuerySet[Mentor]:
    """Mentors within reach who are in the bank by the end of the year or had a pair in it, by name."""
    work = PairMember.objects.touching_year(choice.year).filter(mentor=OuterRef("pk"))
    last = years.last_day(choice.year)
    known = Q(joined_date__lte=last) | Q(joined_date__isnull=True, created_at__date__lte=last)
    entered = Q(known, state__in=IN_BANK)
    found = Mentor.objects.filter(entered | Exists(work), choice.of("person__"))
    return found.order_by("person__name_key", "pk")


def selected_of(choice: Choice) -> QuerySet[Mentor]:
    """The bank of the selected (document 004): interviewed, trained or at work, today."""
    return (
        Mentor.objects.listed()
        .filter(choice.of("person__"), state__in=SELECTED)
        .order_by("person__name_key", "pk")
    )


def mentor_rows(mentors: Iterable[Mentor], choice: Choice, first: int = 1) -> list[MentorRow]:
    """Rows of mentors, numbered from `first`; the number of queries does not grow with them."""
    mentors = _with_words([mentor.pk for mentor in mentors])
    keys = [mentor.pk for mentor in mentors]
    work, entered = _work(keys, choice.year), _entered(keys)
    gone = withdrawn_among({member.mentee_id for done in work.values() for member in done.members})
    return [
        _row(number, mentor, work[mentor.pk], entered.get(mentor.pk), gone, choice)
        for number, mentor in enumerate(mentors, first)
    ]


def all_mentor_rows(choice: Choice, mentors: QuerySet[Mentor] | None = None) -> Iterator[MentorRow]:
    """Every row of the choice, or of some of its mentors, piece by piece."""
    found = list(mentors_of(choice) if mentors is None else mentors)
    for start in range(0, len(found), PIECE):
        yield from mentor_rows(found[start : start + PIECE], choice, start + 1)


def _row(
    number: int, mentor: Mentor, work: YearWork, entered: date | None, gone: set[int], choice: Choice
) -> MentorRow:
    person, cards = mentor.person, list(mentor.cards.all())
    return MentorRow(
        number,
        mentor.pk,
        person.full_name,
        str(person.school or ""),
        str(person.position or ""),
        _distinct(card.subject for card in cards) or _distinct(person.subjects.all()),
        str(person.get_category_display()),
        person.experience_years(choice.on),
        _distinct(card.focus for card in cards),
        mentor.joined_date or entered or timezone.localdate(mentor.created_at),
        "; ".join(_interview(held) for held in mentor.interviews.all()),
        _trainings(mentor, choice),
        _distinct(WITHDRAWN if member.mentee_id in gone else member.mentee for member in work.members),
        _distinct(member.pair.order for member in work.members),
        _reports(work.reports),
        _outcome(mentor, work.members),
        person.code,
    )


def _with_words(keys: list[int]) -> list[Mentor]:
    """The mentors in the order of the keys, with all a row says."""
    found = (
        Mentor.objects.filter(pk__in=keys)
        .select_related("person__school", "person__position")
        .prefetch_related(
            Prefetch("cards", MentorCard.objects.for_display()),
            "interviews",
            "person__subjects",
            "person__trainings__programme",
        )
    )
    by_key = {mentor.pk: mentor for mentor in found}
    return [by_key[key] for key in keys]


def _entered(mentors: Collection[int]) -> dict[int | None, date]:
    """When the methodist first took each into the bank; those of an import have no such entry."""
    accepted = Entry.objects.filter(
        target_model="bank.mentor", action="mentor.accept", target_id__in=list(mentors)
    )
    found: dict[int | None, date] = {}
    for mentor, at in accepted.order_by("at", "pk").values_list("target_id", "at"):
        found.setdefault(mentor, timezone.localdate(at))
    return found


def _work(mentors: Collection[int], year: int) -> dict[int, YearWork]:
    """Memberships and half-year reports of the year, by mentor; two queries."""
    found: dict[int, YearWork] = defaultdict(lambda: YearWork([], []))
    members = PairMember.objects.touching_year(year).filter(mentor__in=mentors)
    for member in members.select_related("mentee", "pair__order").order_by("start_date", "pk"):
        found[member.mentor_id].members.append(member)
    reports = HalfYearReport.objects.filter(pair__mentor__in=mentors, period__year=year)
    for report in reports.select_related("pair", "period").order_by("pair", "period__half"):
        found[report.pair.mentor_id].reports.append(report)
    return found


def _interview(held: Any) -> str:
    return f"{held.date:%d.%m.%Y}, {'готов' if held.is_ready else 'не готов'}"


def _trainings(mentor: Mentor, choice: Choice) -> str:
    """Trainings up to the end of the year, or why none is needed."""
    last = years.last_day(choice.year)
    done = [item for item in mentor.person.trainings.all() if item.date <= last]
    words = "; ".join(f"{item.programme}, {item.date:%d.%m.%Y}" for item in done)
    return words or joined(mentor.training_waiver and "не нужно", mentor.training_waiver, by=": ")


def _reports(reports: list[HalfYearReport]) -> str:
    """«I: проверен; II: черновик»; several pairs may stand differently."""
    halves = []
    for half, roman in ((HalfYear.FIRST, "I"), (HalfYear.SECOND, "II")):
        states = _distinct(item.get_state_display() for item in reports if item.period.half == half)
        halves.append(f"{roman}: {states or 'нет'}")
    return "; ".join(halves)


def _outcome(mentor: Mentor, members: list[PairMember]) -> str:
    """How the year's pairs stand; without pairs, the state of the mentor."""
    pairs = {member.pair_id: member.pair for member in members}
    told = "; ".join(f"пара № {pair.number} {pair.get_state_display()}" for pair in pairs.values())
    return told or str(mentor.get_state_display())


def _distinct(words: Iterable[object]) -> str:
    return ", ".join(dict.fromkeys(str(word) for word in words if word))
