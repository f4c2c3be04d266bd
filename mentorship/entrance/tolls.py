"""Which limits a try pays for: one place for sign-in, links, codes and proofs."""

from datetime import datetime

from mentorship.entrance import limits
from mentorship.entrance.limits import Limit
from mentorship.entrance.places import place_of
from mentorship.entrance.sessions import is_known
from mentorship.entrance.throttle import Refusal, Toll, forget, give_back, spend
from schools.models import User


def of_password(username: str, address: str) -> list[Toll]:
    """A try of a password: this name from this place, this place, this name from anywhere."""
    name, place = _folded(username), place_of(address)
    return [
        Toll(limits.PASSWORD, (name, place)),
        Toll(limits.ADDRESS, (place,)),
        Toll(limits.ACCOUNT, (name,)),
    ]


def try_password(username: str, address: str, *, now: datetime) -> Refusal | None:
    """Count a try; names that exist and names that do not cost the same.

    The day's limit of an account never shuts out a place its owner has signed in from.
    """
    tolls = of_password(username, address)
    refusal = spend(tolls, now=now)
    if refusal is not None and refusal.limit == limits.ACCOUNT and is_known(username, address):
        return spend(tolls[:-1], now=now)
    return refusal


def password_fitted(username: str, address: str, *, now: datetime) -> None:
    """A try that succeeded costs nothing, and the place begins anew for this account."""
    own, *shared = of_password(username, address)
    give_back(shared, now=now)
    forget(own)


def try_link(address: str, *, now: datetime) -> Refusal | None:
    """Count an invitation that does not fit."""
    return spend([Toll(limits.LINK, (place_of(address),))], now=now)


def of_provider(address: str) -> list[Toll]:
    """A return from the provider of identities."""
    return [Toll(limits.PROVIDER, (place_of(address),))]


def of_code(user: User) -> list[Toll]:
    """A try of a code: whose password was right already."""
    return [Toll(limits.CODE, (user.pk,)), Toll(limits.CODE_OF_THE_DAY, (user.pk,))]


def of_proof(user: User) -> list[Toll]:
    """A try to prove oneself within an open session."""
    return [Toll(limits.PROOF, (user.pk,))]


def _folded(username: str) -> str:
    return User.normalize_username(username).casefold()[:150]


def is_shared(limit: Limit) -> bool:
    """Whether others may have used the limit up: the page then says so."""
    return limit in (limits.ADDRESS, limits.ACCOUNT, limits.LINK, limits.PROVIDER)
