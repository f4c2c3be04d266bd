"""The sheet «Наставляемые» of the register (domain.md §5.5): a row a membership of the school year."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, QuerySet

from mentorship.pairs.enums import FINAL_STATES
from mentorship.pairs.models import PairMember
from reports.registers.choice import Choice, withdrawn
from schools.enums import ConsentKind
from schools.models import Consent, Person
from surveys.confidential import sent_forms
from surveys.enums import Phase, Respondent

HEADINGS = (
    "№",
    "ФИО",
    "Школа",
    "Должность/предмет",
    "Категория наставляемого",
    "Стаж",
    "Запрос/затруднения",
    "Дата вхождения",
    "Наставник",
    "Форма/вариант",
    "Приказ №, дата",
    "Дата завершения",
    "Результат",
    "Анкета до/после (да/нет)",
    "Согласие (дата)",
)
WIDTHS = (6, 34, 30, 30, 28, 8, 34, 14, 34, 30, 24, 14, 34, 16, 14)
# Rows built at a time for a file.
PIECE = 500
WITHDRAWN = "согласие отозвано"
_PHASES = (Phase.BEFORE, Phase.AFTER)


class MenteeRow(NamedTuple):
    """A row in the order of the headings; `person` is whose history the name leads to."""

    number: int
    person: int
    name: str
    school: str
    position: str
    category: str
    experience: int | None
    request: str
    start: date | None
    mentor: str
    form: str
    order: str
    end: date | None
    result: str
    answered: str
    consent: date | None
    code: str
    mentor_code: str
    pair: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells people and pairs apart where names do not."""
        return (self.code, self.mentor_code, self.pair)

    @property
    def cells(self) -> tuple[Any, ...]:
        """What stands in the file."""
        return (self.number, *self[2 : -len(self.keys)])


def members_of(choice: Choice) -> QuerySet[PairMember]:
    """Memberships of begun pairs that touch the year, of mentees within reach, by name."""
    members = PairMember.objects.touching_year(choice.year).filter(choice.of("mentee__"))
    return members.order_by("mentee__name_key", "mentee", "start_date", "pk")


def mentee_rows(members: Iterable[PairMember], choice: Choice, first: int = 1) -> list[MenteeRow]:
    """Rows of members, numbered from `first`; the number of queries does not grow with them."""
    members = list(_with_words([member.pk for member in members]))
    people = {member.mentee_id for member in members}
    sent = sent_forms(people, Respondent.MENTEE, choice.year)
    consents = consent_dates(people)
    gone = withdrawn_among({member.mentor_id for member in members})
    return [
        MenteeRow(
            number,
            *_mentee(member, choice.on),
            member.start_date,
            WITHDRAWN if member.mentor_id in gone else member.mentor.person.full_name,
            *_pair(member),
            "/".join("да" if (member.mentee_id, phase) in sent else "нет" for phase in _PHASES),
            consents.get(member.mentee_id),
            member.mentee.code,
            member.mentor.person.code,
            member.pair.number,
        )
        for number, member in enumerate(members, first)
    ]


def all_mentee_rows(choice: Choice) -> Iterator[MenteeRow]:
    """Every row of the choice, piece by piece."""
    members = list(members_of(choice))
    for start in range(0, len(members), PIECE):
        yield from mentee_rows(members[start : start + PIECE], choice, start + 1)


def consent_dates(people: Collection[int]) -> dict[int, date]:
    """When the live consent to processing was given, by person."""
    live = Consent.objects.live().filter(kind=ConsentKind.PROCESSING, person__in=people)
    return dict(live.values_list("person", "given_date"))


def position_of(person: Person) -> str:
    """«Учитель, Физика»; the subjects must be at hand."""
    return joined(person.position, *person.subjects.all(), by=", ")


def _with_words(keys: list[int]) -> list[PairMember]:
    """The members in the order of the keys, with all a row says."""
    found = (
        PairMember.objects.filter(pk__in=keys)
        .select_related(
            "mentee__school",
            "mentee__position",
            "mentor__person",
            "pair__form",
            "pair__variant",
            "pair__order",
            "request__difficulty",
            "request__subject",
            "request__mentee_category",
        )
        .prefetch_related("mentee__subjects")
    )
    by_key = {member.pk: member for member in found}
    return [by_key[key] for key in keys]


def withdrawn_among(people: Collection[int]) -> set[int]:
    """Those who have withdrawn the consent to processing: no register names them."""
    gone = Person.objects.filter(Exists(withdrawn("pk")), pk__in=people)
    return set(gone.values_list("pk", flat=True))


def _mentee(member: PairMember, on: date) -> tuple[int, str, str, str, str, int | None, str]:
    """Who the mentee is and asks for, in the order of the headings."""
    mentee = member.mentee
    return (
        mentee.pk,
        mentee.full_name,
        str(mentee.school or ""),
        position_of(mentee),
        _category(member),
        mentee.experience_years(on),
        _request(member),
    )


def _pair(member: PairMember) -> tuple[str, str, date | None, str]:
    """What the pair is, under which order, how it ended."""
    pair = member.pair
    return (
        joined(pair.form, pair.variant, by=", "),
        str(pair.order or ""),
        member.end_date,
        _result(member),
    )


def _category(member: PairMember) -> str:
    return str((member.request and member.request.mentee_category) or "")


def _request(member: PairMember) -> str:
    asked = member.request
    return joined(asked.difficulty, asked.subject, by=", ") if asked else ""


def _result(member: PairMember) -> str:
    """How the pair ended; one at work has no result yet."""
    pair = member.pair
    if pair.state not in FINAL_STATES:
        return ""
    return joined(pair.get_state_display(), pair.result or pair.ending_reason, by=": ")


def joined(*words: object, by: str) -> str:
    """The words that are there, parted."""
    return by.join(str(word) for word in words if word)
