"""What follows from pairs that an import has written: places, states of mentors, requests; in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from mentorship.bank import workflow as bank
from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor, MentorPlace
from mentorship.bank.resources.people import in_batches
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from schools.resources.finding import BATCH

_AT_WORK = (PairState.ACTIVE, PairState.PAUSED)
_BEFORE_ACTIVE = (
    MentorState.CANDIDATE,
    MentorState.IN_BANK,
    MentorState.SELECTED,
    MentorState.TRAINED,
)
# Where a request stands while its pair stands there; a pair that came to nothing gives it back.
REQUEST_STATES: dict[str, RequestState] = {
    PairState.PROPOSED: RequestState.MATCHED,
    PairState.AGREED: RequestState.MATCHED,
    PairState.ORDERED: RequestState.MATCHED,
    PairState.ACTIVE: RequestState.IN_WORK,
    PairState.PAUSED: RequestState.IN_WORK,
    PairState.COMPLETED: RequestState.CLOSED,
    PairState.DISSOLVED: RequestState.ACCEPTED,
    PairState.CANCELLED: RequestState.ACCEPTED,
}
_ANSWERING = tuple(state for state, request in REQUEST_STATES.items() if request != RequestState.ACCEPTED)
_OPEN = (RequestState.SUBMITTED, RequestState.ACCEPTED, RequestState.MATCHED, RequestState.IN_WORK)


def members_taking(mentors: Iterable[Mentor], today: date) -> dict[int, list[PairMember]]:
    """Members that take a place today, by the mentor's key."""
    taking: dict[int, list[PairMember]] = defaultdict(list)
    queryset = PairMember.objects.taking_places(today).order_by("pk")
    for member in in_batches(queryset, "mentor", [mentor.pk for mentor in mentors]):
        taking[member.mentor_id].append(member)
    return taking


def assign_places(mentors: Iterable[Mentor], today: date) -> None:
    """Give every member that takes a place one of the mentor's; the others let theirs go."""
    mentors = list(mentors)
    taking = members_taking(mentors, today)
    keys = [mentor.pk for mentor in mentors]
    takers = {member.pk for members in taking.values() for member in members}
    holders = in_batches(PairMember.objects.filter(place__isnull=False), "place__mentor", keys)
    stale = [member for member in holders if member.pk not in takers]
    for member in stale:
        member.place = None
    PairMember.objects.bulk_update(stale, ["place"], batch_size=300)
    free: dict[int, list[MentorPlace]] = defaultdict(list)
    for place in in_batches(
        MentorPlace.objects.filter(member__isnull=True).order_by("number"), "mentor", keys
    ):
        free[place.mentor_id].append(place)
    seated = [member for members in taking.values() for member in members if member.place_id is None]
    for member in seated:
        member.place = free[member.mentor_id].pop(0)
    PairMember.objects.bulk_update(seated, ["place"], batch_size=300)


def follow_mentors(mentors: Iterable[Mentor], on: date) -> None:
    """A mentor with an active pair is active; one whose pairs have all ended is free again.

    Who was suspended or has left the bank stays so: an old file does not bring a card back.
    """
    keys = [mentor.pk for mentor in mentors]
    pairs = list(in_batches(Pair.objects.filter(state__in=_AT_WORK), "mentor", keys))
    active = {pair.mentor_id for pair in pairs if pair.state == PairState.ACTIVE}
    busy = {pair.mentor_id for pair in pairs}
    waiting = list(in_batches(Mentor.objects.filter(state__in=_BEFORE_ACTIVE), "pk", active))
    for start in range(0, len(waiting), BATCH):
        begun = Mentor.objects.filter(pk__in=[mentor.pk for mentor in waiting[start : start + BATCH]])
        begun.update(state=MentorState.ACTIVE, state_date=on)
    idle = [key for key in keys if key not in busy]
    for mentor in in_batches(Mentor.objects.filter(state=MentorState.ACTIVE), "pk", idle):
        bank.mark_free(mentor=mentor, by=None, on=on)


def follow_requests(pairs: Iterable[Pair], on: date) -> None:
    """Link members to the request they answer where there is just one, and let requests follow the pairs."""
    related = PairMember.objects.select_related("pair", "request")
    members = list(in_batches(related, "pair", [pair.pk for pair in pairs]))
    _link(members, on)
    targets: dict[int, RequestState] = {}
    requests: dict[int, MenteeRequest] = {}
    for member in members:
        request = member.request
        if request is None or request.state not in _OPEN:
            continue
        requests[request.pk] = request
        said = _said_by(member, on)
        targets[request.pk] = max(targets.get(request.pk, said), said, key=_WEIGHT.index)
    changed = [request for key, request in requests.items() if request.state != targets[key]]
    for request in changed:
        request.state = targets[request.pk]
    MenteeRequest.objects.bulk_update(changed, ["state"], batch_size=300)


# Of several pairs that answer one request the one at work speaks for it, then one that is being made.
_WEIGHT = (RequestState.ACCEPTED, RequestState.CLOSED, RequestState.MATCHED, RequestState.IN_WORK)


def _said_by(member: PairMember, on: date) -> RequestState:
    """The state of the request as this membership has it."""
    target = REQUEST_STATES[member.pair.state]
    return RequestState.CLOSED if target == RequestState.IN_WORK and not member.is_current(on) else target


def _link(members: list[PairMember], on: date) -> None:
    """A member's request is the only one of the mentee that waits and was made before the pair began."""
    unlinked = [member for member in members if member.request is None and member.pair.state in _ANSWERING]
    waiting: dict[int, list[MenteeRequest]] = defaultdict(list)
    mentees = {member.mentee_id for member in unlinked}
    for request in in_batches(MenteeRequest.objects.waiting(), "person", mentees):
        waiting[request.person_id].append(request)
    linked = []
    for member in unlinked:
        since = member.start_date or on
        fitting = [item for item in waiting[member.mentee_id] if item.requested_date <= since]
        if len(fitting) == 1:
            member.request = fitting[0]
            waiting[member.mentee_id].remove(fitting[0])
            linked.append(member)
    PairMember.objects.bulk_update(linked, ["request"], batch_size=300)
