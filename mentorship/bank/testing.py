"""Teachers whose latest testing is below a border and who have no request yet (domain.md §1.7)."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest
from mentorship.bank.reference import METHOD_GAP, SUBJECT_GAP
from mentorship.spreadsheets.words import fold
from schools import years
from schools.enums import ConsentKind
from schools.models import Consent, Diagnostic, Municipality, Person, Subject
from schools.scores import Sitting

# A teacher with one of these has asked already, or has a mentor.
STANDING_STATES = (
    RequestState.DRAFT,
    RequestState.SUBMITTED,
    RequestState.ACCEPTED,
    RequestState.MATCHED,
    RequestState.IN_WORK,
)
USUAL_BORDER = 50


class Wanted(NamedTuple):
    """What is asked: testings of these days, scores below `border` per cent of the maximum."""

    since: date
    until: date
    border: int

    def is_low(self, sitting: Sitting) -> bool:
        """Whether the mean of the two competences lies below the border; at the border it does not."""
        return sitting.score < Fraction(self.border, 100)


class Low(NamedTuple):
    """A teacher with a low score; `subject` is the only one taught, `difficulty` the weaker competence."""

    person: Person
    sitting: Sitting
    subject: Subject | None
    difficulty: str
    has_consent: bool


class Found(NamedTuple):
    """Those to ask for, and how many low scores are left out: asked already, or such a request was there."""

    low: list[Low]
    asking: int
    repeated: int

    @property
    def without_consent(self) -> int:
        """How many requests would stay drafts."""
        return sum(not item.has_consent for item in self.low)


def usual_dates(on: date) -> tuple[date, date]:
    """From the first of September to the day."""
    return years.first_day(years.year_of(on)), on


def gap_of(sitting: Sitting) -> str:
    """The weaker competence in words; of two equal ones the subject's."""
    return METHOD_GAP if sitting.method < sitting.subject else SUBJECT_GAP


def low_scorers(municipality: Municipality, wanted: Wanted, on: date) -> Found:
    """Teachers of the municipality by name; six queries whatever their number."""
    latest = _latest(municipality, wanted)
    low = {person: sitting for person, sitting in latest.items() if wanted.is_low(sitting)}
    asked, kept = _asked(low, on)
    consented = set(
        Consent.objects.filter(kind=ConsentKind.PROCESSING, withdrawn_date__isnull=True)
        .filter(person__in=low)
        .values_list("person", flat=True)
    )
    people = Person.objects.filter(pk__in=low.keys() - asked)
    found, repeated = [], 0
    for person in people.select_related("school").prefetch_related("subjects"):
        taught = list(person.subjects.all())
        subject = taught[0] if len(taught) == 1 else None
        gap = gap_of(low[person.pk])
        if (person.pk, subject.pk if subject else None, fold(gap)) in kept:
            repeated += 1
            continue
        found.append(Low(person, low[person.pk], subject, gap, person.pk in consented))
    return Found(found, len(asked), repeated)


def _latest(municipality: Municipality, wanted: Wanted) -> dict[int, Sitting]:
    """The latest testing of each teacher within the days."""
    rows = Diagnostic.objects.filter(
        person__municipality=municipality,
        person__is_teacher=True,
        person__school__isnull=False,
        date__gte=wanted.since,
        date__lte=wanted.until,
    )
    scores = rows.order_by("date").values_list("person", "date", "subject_score", "method_score", "max_score")
    return {person: Sitting.of(day, subject, method, most) for person, day, subject, method, most in scores}


def _asked(people: Iterable[int], on: date) -> tuple[set[int], set[tuple[int, int | None, str]]]:
    """Who has a standing request; and what was asked this school year, over or called off."""
    rows = MenteeRequest.objects.filter(person__in=list(people)).order_by()
    standing = set(rows.filter(state__in=STANDING_STATES).values_list("person", flat=True))
    over = rows.filter(year=years.year_of(on)).exclude(state__in=STANDING_STATES)
    return standing, set(over.values_list("person", "subject", "difficulty__key"))
