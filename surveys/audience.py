"""Who is asked: questions about people over the pairs (contract §1 `invited`; decisions.md §4).

Nothing is pushed from pairs to questionnaires: who owes one is read anew every time.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mentorship.pairs.enums import ENTERED_STATES, PairState
from mentorship.pairs.models import PairMember
from mentorship.prepared import Prepared, Slot
from schools import years
from schools.models import Person, RoleAssignment
from surveys import confidential
from surveys.enums import OpensOn, Phase, Respondent, Status
from surveys.models import Campaign

# The path to the person who answers in a role; a mentor's key is the person's own.
_PATH = {Respondent.MENTEE: "mentee", Respondent.MENTOR: "mentor", Respondent.CURATOR: "person"}
# The pair has agreed and not begun: the first form is asked already.
_AGREED = (PairState.AGREED, PairState.ORDERED)
# The pair has reached the state that brings the form, or passed it.
_REACHED = {
    OpensOn.AGREED: (*_AGREED, *ENTERED_STATES),
    OpensOn.ORDERED: (PairState.ORDERED, *ENTERED_STATES),
    OpensOn.ACTIVE: ENTERED_STATES,
    OpensOn.COMPLETED: (PairState.COMPLETED, PairState.DISSOLVED),
}

# Far more than an installation runs at a time: each municipality has some ten, most of the same aims.
_KEPT = 500


class Asking(NamedTuple):
    """Whom a campaign is for, its schools apart: `term` is the first and the last day of its programme."""

    role: str
    phase: str
    year: int
    opens_on: str
    term: tuple[date, date] | None

    @classmethod
    def of(cls, campaign: Campaign) -> Self:
        """Read off a campaign."""
        form, programme = campaign.questionnaire, campaign.programme
        term = (programme.start_date, programme.end_date) if programme is not None else None
        return cls(form.role, form.phase, campaign.year, campaign.opens_on, term)


def invited(role: str, year: int) -> QuerySet[Person]:
    """People with a membership of the role that touches the school year (contract §1)."""
    return _holding(PairMember.objects.touching_year(year), role)


def asked(role: str, phase: str, year: int) -> QuerySet[Person]:
    """People whom a campaign asks: the invited, and for a first or single form those whose pair is agreed.

    Curators are asked who hold the office in the school year.
    """
    return _holding(_rows(role, phase, year), role)


def asked_by(campaign: Campaign) -> QuerySet[Person]:
    """People whom this campaign asks, once it is open."""
    people = _holding(_aimed(Asking.of(campaign)), campaign.questionnaire.role)
    return people.filter(_means(campaign, OuterRef("school")), municipality=campaign.municipality_id)


def asks(campaign: Campaign, person: Person) -> bool:
    """Whether this campaign asks one person, once it is open; one query."""
    if person.municipality_id != campaign.municipality_id:
        return False
    statement = _statement(Asking.of(campaign))
    return bool(statement.rows(campaign=campaign.pk, person=person.pk, school=person.school_id))


@lru_cache(_KEPT)
def _statement(asking: Asking) -> Prepared[tuple[int]]:
    """The statement behind `asks`: the same for all campaigns that ask alike."""

    def build() -> QuerySet[Any, tuple[int]]:
        rows = _aimed(asking).filter(**{_PATH[Respondent(asking.role)]: Slot("person")})
        return rows.filter(_means(Slot("campaign"), Slot("school"))).order_by().values_list("pk")[:1]

    return Prepared(build)


def _means(campaign: Campaign | Slot, school: OuterRef | Slot) -> Q:
    """Whether the campaign is for a school: for all where it names none."""
    named = Campaign.schools.through.objects.filter(campaign=campaign)
    return ~Exists(named) | Exists(named.filter(school=school))


def asked_counts(campaigns: Iterable[Campaign], people: QuerySet[Person]) -> dict[int, int]:
    """How many of `people` each campaign asks, by its pk.

    One query a form and year for the campaigns that ask everybody, one more for all the others.
    """
    rows = list(campaigns)
    named = Campaign.schools.through.objects.filter(campaign__in=rows).values_list("campaign", flat=True)
    aimed = {row.pk for row in rows if row.opens_on or row.programme_id} | set(named)
    found = {} if not aimed else _counts_of([row for row in rows if row.pk in aimed], people)
    counts: dict[tuple[str, str, int], dict[int | None, int]] = {}
    for campaign in rows:
        if campaign.pk in aimed:
            continue
        form = campaign.questionnaire
        key = (form.role, form.phase, campaign.year)
        if key not in counts:
            whole = asked(*key).filter(pk__in=people.order_by().values("pk")).order_by()
            by_place = whole.values("municipality").annotate(people=Count("pk"))
            counts[key] = {row["municipality"]: row["people"] for row in by_place}
        found[campaign.pk] = counts[key].get(campaign.municipality_id, 0)
    return found


def _counts_of(campaigns: list[Campaign], people: QuerySet[Person]) -> dict[int, int]:
    """How many of `people` campaigns with an audience of their own ask; one query."""
    of_each = {
        f"campaign_{row.pk}": Count("pk", filter=Q(pk__in=asked_by(row).order_by().values("pk")))
        for row in campaigns
    }
    counted = Person.objects.filter(pk__in=people.order_by().values("pk")).aggregate(**of_each)
    return {row.pk: counted[f"campaign_{row.pk}"] for row in campaigns}


def campaigns_for(person: Person, on: date) -> list[Campaign]:
    """Campaigns that take this person's answers on the day, the earliest to close first; two queries."""
    is_meant = Q(schools__isnull=True) | Q(schools=person.school_id)
    campaigns = list(
        Campaign.objects.taking_answers(on)
        .filter(is_meant, _ever_asked(person), municipality=person.municipality_id)
        .select_related("questionnaire", "version", "programme")
        .order_by("closes_date", "pk")
    )
    if not campaigns:
        return []
    is_asked = {f"campaign_{campaign.pk}": Exists(_of_person(campaign, on)) for campaign in campaigns}
    answer = Person.objects.filter(pk=person.pk).annotate(**is_asked).values(*is_asked).get()
    return [campaign for campaign in campaigns if answer[f"campaign_{campaign.pk}"]]


def _ever_asked(person: Person) -> Q:
    """Whether any campaign can ask the person: of who was in no pair and no office nothing more is asked."""
    paired = PairMember.objects.filter(Q(mentee=person) | Q(mentor=person.pk))
    return Q(Exists(paired)) | Q(Exists(RoleAssignment.objects.curators().filter(person=person)))


def answering(campaign: Campaign, on: date) -> QuerySet[Person]:
    """People whose answers the campaign takes on the day."""
    people = asked_by(campaign)
    return people if campaign.opens_date <= on else people.filter(Exists(_of_person(campaign, on)))


def owed_by(person: Person, on: date) -> list[Campaign]:
    """Campaigns that wait for this person's answers on the day; three queries."""
    campaigns = campaigns_for(person, on)
    if not campaigns:
        return []
    known = confidential.statuses_of(person)
    return [campaign for campaign in campaigns if known.get(campaign.pk) != Status.SUBMITTED]


def _holding(rows: QuerySet[Any], role: str) -> QuerySet[Person]:
    path = _PATH[Respondent(role)]
    return Person.objects.filter(Exists(rows.filter(**{path: OuterRef("pk")})))


def _rows(role: str, phase: str, year: int) -> QuerySet[Any]:
    """What makes a person asked for a form of the year: memberships, for curators the office."""
    if role != Respondent.CURATOR:
        return _memberships(phase, year)
    return RoleAssignment.objects.curators().filter(
        Q(end_date__isnull=True) | Q(end_date__gte=years.first_day(year)),
        start_date__lte=years.last_day(year),
    )


def _aimed(asking: Asking) -> QuerySet[Any]:
    """The same for a campaign's asking: pairs that have come so far, within the programme's time."""
    rows = _rows(asking.role, asking.phase, asking.year)
    if asking.role == Respondent.CURATOR:
        return rows
    if asking.opens_on:
        rows = rows.filter(pair__state__in=_REACHED[OpensOn(asking.opens_on)])
    if asking.term is not None:
        first, last = asking.term
        rows = rows.filter(
            Q(start_date__isnull=True) | Q(start_date__lte=last),
            Q(end_date__isnull=True) | Q(end_date__gte=first),
        )
    return rows


def _memberships(phase: str, year: int) -> QuerySet[PairMember]:
    """Memberships that make a person asked for a form of the year."""
    touching = PairMember.objects.touching_year(year)
    if phase == Phase.AFTER:
        return touching
    first, last = years.first_day(year), years.last_day(year)
    agreed = PairMember.objects.filter(
        Q(start_date__isnull=True) | Q(start_date__lte=last),
        Q(end_date__isnull=True) | Q(end_date__gte=first),
        pair__state__in=_AGREED,
        pair__created_at__date__lte=last,
    )
    return touching | agreed


def _of_person(campaign: Campaign, on: date) -> QuerySet[Any]:
    """What makes the campaign ask one person for answers on the day.

    Before its opening day a second form takes answers from those whose membership has ended.
    """
    rows = _aimed(Asking.of(campaign)).filter(
        **{_PATH[Respondent(campaign.questionnaire.role)]: OuterRef("pk")}
    )
    return rows if campaign.opens_date <= on else rows.filter(end_date__lte=on)
