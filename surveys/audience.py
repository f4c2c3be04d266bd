"""Who is asked: questions about people over the pairs (contract §1 `invited`; decisions.md §4).

Nothing is pushed from pairs to questionnaires: who owes one is read anew every time.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import PairMember
from schools import years
from schools.models import Person
from surveys import confidential
from surveys.enums import Phase, Respondent, Status
from surveys.models import Campaign

# The membership's path to the person who answers in a role; a mentor's key is the person's own.
_PATH = {Respondent.MENTEE: "mentee", Respondent.MENTOR: "mentor"}
# The pair has agreed and not begun: the first form is asked already.
_AGREED = (PairState.AGREED, PairState.ORDERED)


def invited(role: str, year: int) -> QuerySet[Person]:
    """People with a membership of the role that touches the school year (contract §1)."""
    return _holding(PairMember.objects.touching_year(year), role)


def asked(role: str, phase: str, year: int) -> QuerySet[Person]:
    """People whom a campaign asks: the invited, and for the first form those whose pair is agreed."""
    return _holding(_memberships(phase, year), role)


def asked_by(campaign: Campaign) -> QuerySet[Person]:
    """People whom this campaign asks, once it is open."""
    form = campaign.questionnaire
    return asked(form.role, form.phase, campaign.year).filter(municipality=campaign.municipality_id)


def asked_counts(campaigns: Iterable[Campaign], people: QuerySet[Person]) -> dict[int, int]:
    """How many of `people` each campaign asks, by its pk; one query a form and year."""
    counts: dict[tuple[str, str, int], dict[int | None, int]] = {}
    found = {}
    for campaign in campaigns:
        form = campaign.questionnaire
        key = (form.role, form.phase, campaign.year)
        if key not in counts:
            rows = asked(*key).filter(pk__in=people.order_by().values("pk")).order_by()
            by_place = rows.values("municipality").annotate(people=Count("pk"))
            counts[key] = {row["municipality"]: row["people"] for row in by_place}
        found[campaign.pk] = counts[key].get(campaign.municipality_id, 0)
    return found


def campaigns_for(person: Person, on: date) -> list[Campaign]:
    """Campaigns that take this person's answers on the day, the earliest to close first; two queries."""
    campaigns = list(
        Campaign.objects.taking_answers(on)
        .filter(municipality=person.municipality_id)
        .select_related("questionnaire", "version")
        .order_by("closes_date", "pk")
    )
    if not campaigns:
        return []
    is_asked = {f"campaign_{campaign.pk}": Exists(_of_person(campaign, on)) for campaign in campaigns}
    answer = Person.objects.filter(pk=person.pk).annotate(**is_asked).values(*is_asked).get()
    return [campaign for campaign in campaigns if answer[f"campaign_{campaign.pk}"]]


def owed_by(person: Person, on: date) -> list[Campaign]:
    """Campaigns that wait for this person's answers on the day; three queries."""
    campaigns = campaigns_for(person, on)
    if not campaigns:
        return []
    known = confidential.statuses_of(person)
    return [campaign for campaign in campaigns if known.get(campaign.pk) != Status.SUBMITTED]


def _holding(memberships: QuerySet[PairMember], role: str) -> QuerySet[Person]:
    path = _PATH[Respondent(role)]
    return Person.objects.filter(Exists(memberships.filter(**{path: OuterRef("pk")})))


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


def _of_person(campaign: Campaign, on: date) -> QuerySet[PairMember]:
    """The memberships of one person that make the campaign ask for answers on the day.

    Before its opening day a second form takes answers from those whose membership has ended.
    """
    form = campaign.questionnaire
    memberships = _memberships(form.phase, campaign.year).filter(
        **{_PATH[Respondent(form.role)]: OuterRef("pk")}
    )
    return memberships if campaign.opens_date <= on else memberships.filter(end_date__lte=on)
