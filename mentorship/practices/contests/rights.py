"""What an account may do to a contest, an entry, the register of awards; read from the table of access."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.bank.models import Mentor
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.practices.contests.enums import ContestState
from mentorship.practices.models import Contest, ContestEntry, EntryPerson, Nomination
from schools.models import Municipality, Person, School

# A pair is proposed for work that it has done.
PROPOSABLE = (PairState.ACTIVE, PairState.PAUSED, PairState.COMPLETED)


def runs(user: Any, contest: Contest) -> bool:
    """Whether the account leads the contest: the centre of its municipality."""
    return user.access.scope("contests", change=True).reaches(municipality=contest.municipality_id)


def issues(user: Any, municipality: int) -> bool:
    """Whether the account gives awards in the municipality's name."""
    return user.access.scope("awards", change=True).reaches(municipality=municipality)


def places_of(user: Any, area: str) -> QuerySet[Municipality]:
    """The municipalities in whose name the account acts in an area."""
    scope = user.access.scope(area, change=True)
    return Municipality.objects.filter(scope.q(municipality="pk")).order_by("name")


def may_propose(user: Any, contest: Contest, on: date) -> bool:
    """Schools until the last day, the centre as long as the nominating is open."""
    if contest.state != ContestState.NOMINATING:
        return False
    if runs(user, contest):
        return True
    schools = user.access.scope("contests", change=True).schools
    near = School.objects.filter(pk__in=schools, municipality=contest.municipality_id)
    return on <= contest.nominate_until and near.exists()


def may_remove(user: Any, entry: ContestEntry, on: date) -> bool:
    """Whoever might propose it takes it back: its school, or the centre."""
    contest = entry.nomination.contest
    if not may_propose(user, contest, on):
        return False
    return runs(user, contest) or entry.school_id in user.access.scope("contests", change=True).schools


def is_own(user: Any, part: EntryPerson) -> bool:
    """Whether the account is the proposed person's."""
    return user.person_id is not None and part.person_id == user.person_id


def may_answer(user: Any, part: EntryPerson, contest: Contest) -> bool:
    """The person answers; the centre takes down what was answered on paper."""
    return is_own(user, part) or runs(user, contest)


def mentors_for(user: Any, nomination: Nomination) -> QuerySet[Person]:
    """Mentors of the bank whom the account may still propose."""
    municipality = nomination.contest.municipality_id
    scope = user.access.scope("contests", change=True)
    listed = Mentor.objects.listed().filter(pk=OuterRef("pk"))
    known = Person.objects.known().filter(
        scope.q(municipality="municipality", school="school"), Exists(listed), municipality=municipality
    )
    return known.exclude(contest_entries__nomination=nomination).order_by("name_key", "pk")


def pairs_for(user: Any, nomination: Nomination) -> QuerySet[Pair]:
    """Pairs with somebody of the account's schools that it may still propose."""
    scope = user.access.scope("contests", change=True)
    members = PairMember.objects.filter(scope.q(school="mentee__school"), pair=OuterRef("pk"))
    near = scope.q(municipality="municipality", school="mentor__person__school") | Q(Exists(members))
    taken = ContestEntry.objects.filter(nomination=nomination, pair=OuterRef("pk"))
    pairs = Pair.objects.filter(near, municipality=nomination.contest.municipality_id, state__in=PROPOSABLE)
    return pairs.exclude(Exists(taken)).order_by("mentor__person__name_key", "pk")
