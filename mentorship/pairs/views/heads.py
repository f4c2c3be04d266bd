"""What every page of a pair begins with: the pair in sight, who, on what, which pages it has."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mentorship.pairs.actions import Actor, actors_of
from mentorship.pairs.display import look_of, title_of, topic_of
from mentorship.pairs.enums import PairState
from mentorship.pairs.life.diary import is_side
from mentorship.pairs.models import Pair, PairMember

_RELATED = (
    "mentor__person__school",
    "form",
    "variant",
    "focus",
    "subject",
    "order__school",
    "municipality",
    "ending_asked_by",
)
# A pair that has worked has something to put into a protocol.
PROTOCOL_STATES = (PairState.ACTIVE, PairState.PAUSED, PairState.COMPLETED, PairState.DISSOLVED)


class Seen(NamedTuple):
    """A pair in sight: the pair, its members, what the account is to it."""

    pair: Pair
    members: list[PairMember]
    actors: frozenset[Actor]


def find_pair(request: HttpRequest, pk: int) -> Seen:
    """Return the pair with its people; one outside the account's sight is 404."""
    visible = Pair.objects.visible_to(request.user)  # type: ignore[arg-type]
    pair = get_object_or_404(visible.select_related(*_RELATED), pk=pk)
    members = list(pair.members.select_related("mentee__school", "mentee__position"))
    return Seen(pair, members, actors_of(request.user, pair, members))  # type: ignore[arg-type]


def head_of(pair: Pair, members: list[PairMember], person: int | None) -> dict[str, Any]:
    """What every page of a pair shows on top."""
    return {
        "pair": pair,
        "title": title_of(pair, members),
        "topic": topic_of(pair),
        "look": look_of(pair.state),
        "has_diary": is_side(pair, members, person, timezone.localdate()),
        "has_protocol": pair.state in PROTOCOL_STATES,
    }
