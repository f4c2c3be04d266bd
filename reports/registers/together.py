"""Who worked with whom: a person's memberships over the years, on both sides; the bank of pairs."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.pairs.enums import ENTERED_STATES
from mentorship.pairs.models import PairMember
from mentorship.pairs.resources.layout import PairsLayout
from reports.registers.choice import Choice, people_of, withdrawn
from reports.registers.mentees import WITHDRAWN, joined, withdrawn_among
from schools import years
from schools.models import Person

HEADINGS = (
    "Учебные годы",
    "Кем был",
    "С кем",
    "Школа",
    "Форма/вариант",
    "Направление",
    "Приказ №, дата",
    "Дата начала",
    "Дата окончания",
    "Чем кончилось",
)
AS_MENTOR, AS_MENTEE = "наставник", "наставляемый"


class Together(NamedTuple):
    """One membership of a person, seen from the person's side, in the order of the headings."""

    when: str
    role: str
    partner: str
    school: str
    form: str
    focus: str
    order: str
    start: date | None
    end: date | None
    state: str


def history_of(person: Person, on: date) -> list[Together]:
    """Every begun membership of the person, the latest first; three queries whatever their number."""
    members = list(
        PairMember.objects.filter(
            Q(mentee=person) | Q(mentor=person.pk), pair__state__in=ENTERED_STATES, start_date__isnull=False
        )
        .select_related(
            "mentee__school",
            "mentor__person__school",
            "pair__form",
            "pair__variant",
            "pair__focus",
            "pair__order",
        )
        .order_by("-start_date", "-pk")
    )
    gone = withdrawn_among({member.mentee_id for member in members} | {item.mentor_id for item in members})
    return [_together(member, person, on, gone) for member in members]


def _together(member: PairMember, person: Person, on: date, gone: set[int]) -> Together:
    is_mentor = member.mentor_id == person.pk
    partner = member.mentee if is_mentor else member.mentor.person
    pair = member.pair
    return Together(
        spanned(member.start_date, member.end_date, on),
        AS_MENTOR if is_mentor else AS_MENTEE,
        WITHDRAWN if partner.pk in gone else partner.full_name,
        str(partner.school or ""),
        joined(pair.form, pair.variant, by=", "),
        str(pair.focus or ""),
        str(pair.order or ""),
        member.start_date,
        member.end_date,
        joined(pair.get_state_display(), pair.result or pair.ending_reason, by=": "),
    )


def spanned(start: date | None, end: date | None, on: date) -> str:
    """The school years from the start to the end, to the day where it has not come: «2024/2025–2025/2026»."""
    if start is None:
        return ""
    first = years.year_of(start)
    last = max(years.year_of(min(end, on) if end else on), first)
    return years.label(first) if first == last else f"{years.label(first)}–{years.label(last)}"


def people_with_history(choice: Choice, found: QuerySet[Person] | None = None) -> QuerySet[Person]:
    """People within reach who have ever been in a begun pair, by name."""
    people = people_of(choice) if found is None else found
    begun = PairMember.objects.filter(pair__state__in=ENTERED_STATES, start_date__isnull=False)
    return people.filter(
        Exists(begun.filter(mentee=OuterRef("pk"))) | Exists(begun.filter(mentor=OuterRef("pk")))
    )


# The columns of the layout «Пары и группы», so that the file comes back by import; then names for people.
PAIR_COLUMNS = PairsLayout.columns
PAIR_HEADINGS = (
    *(column.heading for column in PAIR_COLUMNS),
    "ФИО наставника",
    "Школа наставника",
    "ФИО наставляемого",
    "Школа наставляемого",
)


def pair_rows(members: Iterable[PairMember]) -> Iterator[list[Any]]:
    """Rows of the bank of pairs."""
    for member in members:
        pair, mentor, mentee = member.pair, member.mentor.person, member.mentee
        values = {
            "number": pair.number,
            "mentor": mentor.code,
            "mentee": mentee.code,
            "form": pair.form and pair.form.title,
            "variant": pair.variant and pair.variant.name,
            "focus": pair.focus and pair.focus.name,
            "order": pair.order and pair.order.number,
            "order_date": pair.order and pair.order.date,
            "start_date": member.start_date,
            "end_date": member.end_date,
            "state": pair.state,
        }
        cells = [column.cell.write(values[column.name]) for column in PAIR_COLUMNS]
        people = [mentor.full_name, str(mentor.school or ""), mentee.full_name, str(mentee.school or "")]
        yield [*cells, *people]


def members_of_bank(choice: Choice) -> QuerySet[PairMember]:
    """Members of the pairs of the year, of mentees or mentors within reach, whose consents both hold."""
    either = choice.of("mentee__") | choice.of("mentor__person__")
    members = PairMember.objects.touching_year(choice.year).filter(
        either, ~Exists(withdrawn("mentee__pk")), ~Exists(withdrawn("mentor__person__pk"))
    )
    return members.select_related(
        "pair__form",
        "pair__variant",
        "pair__focus",
        "pair__order",
        "mentor__person__school",
        "mentee__school",
    ).order_by("pair_id", "pk")
