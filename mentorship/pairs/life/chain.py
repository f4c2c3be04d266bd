"""Pairs that stand in one another's place: a dissolved one, its replacement, the replacement's own."""

from collections.abc import Iterable
from typing import NamedTuple

from mentorship.pairs.models import Pair, PairMember
from schools.models import User


class Link(NamedTuple):
    """A pair of the chain; one out of the account's sight has no page to go to."""

    pair: Pair
    is_visible: bool
    is_here: bool


def chain_of(pair: Pair, members: Iterable[PairMember], user: User) -> list[Link]:
    """The pairs linked by replacement, the oldest first; empty where there is no other. Three queries."""
    mentees = [member.mentee_id for member in members]
    related = Pair.objects.filter(members__mentee__in=mentees).distinct()
    known = {item.pk: item for item in related.select_related("mentor__person").order_by("pk")}
    linked = _linked(pair.pk, known.values())
    if linked <= {pair.pk}:
        return []
    visible = set(Pair.objects.visible_to(user).filter(pk__in=linked).values_list("pk", flat=True))
    return [Link(known[key], key in visible, key == pair.pk) for key in sorted(linked)]


def _linked(start: int, pairs: Iterable[Pair]) -> set[int]:
    """Everything that hangs together with the pair, whichever way it is walked."""
    near: dict[int, set[int]] = {}
    for pair in pairs:
        near.setdefault(pair.pk, set())
        if pair.replaces_id is not None:
            near[pair.pk].add(pair.replaces_id)
            near.setdefault(pair.replaces_id, set()).add(pair.pk)
    keys = {pair.pk for pair in pairs}
    found, ahead = {start}, [start]
    while ahead:
        fresh = (near.get(ahead.pop(), set()) & keys) - found
        found |= fresh
        ahead += fresh
    return found & (keys | {start})
