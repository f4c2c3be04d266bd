"""What the forms of papers offer: pairs, people, earlier orders, roadmaps of the paper's owner."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.bank.models import Mentor
from mentorship.documents.enums import Kind, PaperState
from mentorship.documents.facts.material import for_papers
from mentorship.documents.models import Paper
from mentorship.documents.owners import Owner
from mentorship.pairs.enums import LIVE_STATES, PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.roadmap.models import Roadmap
from schools.models import Person, RoleAssignment


def pairs_for_order(owner: Owner) -> QuerySet[Pair]:
    """Agreed pairs without an order; to a school's order only those wholly within the school."""
    pairs = Pair.objects.filter(municipality=owner.municipality, state=PairState.AGREED, order__isnull=True)
    if owner.school is not None:
        stranger = PairMember.objects.filter(pair=OuterRef("pk")).exclude(mentee__school=owner.school)
        pairs = pairs.filter(~Exists(stranger), mentor__person__school=owner.school)
    return for_papers(pairs)


def pairs_of_mentors(owner: Owner) -> QuerySet[Pair]:
    """Live pairs whose mentor the owner employs."""
    pairs = Pair.objects.filter(municipality=owner.municipality, state__in=LIVE_STATES)
    if owner.school is not None:
        pairs = pairs.filter(mentor__person__school=owner.school)
    return for_papers(pairs)


def people_of(owner: Owner) -> QuerySet[Person]:
    """The owner's people."""
    people = Person.objects.filter(municipality=owner.municipality)
    if owner.school is not None:
        people = people.filter(school=owner.school)
    return people.select_related("school", "position")


def answerable(owner: Owner, on: date) -> QuerySet[Person]:
    """Those who hold a role with the owner on the day: who may answer for an order or control it."""
    held = RoleAssignment.objects.in_force(on).filter(person=OuterRef("pk"))
    if owner.school is not None:
        held = held.filter(school=owner.school)
    else:
        of_schools = Q(school__municipality=owner.municipality)
        held = held.filter(Q(municipality=owner.municipality) | of_schools)
    return Person.objects.filter(Exists(held)).select_related("school", "position")


def mentors_of(owner: Owner) -> QuerySet[Person]:
    """The mentors of the bank, for the composition of the centre."""
    listed = Mentor.objects.listed().filter(person__municipality=owner.municipality)
    return Person.objects.filter(pk__in=listed.values("pk")).select_related("school", "position")


def orders_to_revoke(owner: Owner, besides: int | None = None) -> QuerySet[Paper]:
    """The owner's orders in force."""
    orders = Paper.objects.orders().filter(
        municipality=owner.municipality, school=owner.school, state=PaperState.REGISTERED
    )
    return orders.exclude(pk=besides) if besides else orders


def roadmaps_of(owner: Owner) -> QuerySet[Roadmap]:
    """The owner's roadmaps, the newest first."""
    roadmaps = Roadmap.objects.filter(municipality=owner.municipality, school=owner.school)
    return roadmaps.select_related("school", "municipality")


def takes_school(kind: Kind) -> bool:
    """Whether a paper of the kind may be a school's: the centre is the municipality's."""
    return kind != Kind.CENTRE
