"""Sessions: begun by a proof, kept in a list for their holder, ended by time, by a role or by hand."""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import login
from django.contrib.auth.middleware import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from mentorship.audit.addresses import client_address
from mentorship.audit.log import record
from mentorship.entrance import links, stamps
from mentorship.entrance.models import KnownAddress, Visit
from mentorship.entrance.places import place_of
from mentorship.entrance.sealing import digest
from schools.models import User

# Words of a browser's own description, the more telling first: Edge also calls itself Chrome and Safari.
BROWSERS = {
    "YaBrowser": "Яндекс Браузер",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def enter(request: HttpRequest, user: User, *, now: datetime, way: str) -> None:
    """Sign the account in: a new session key, fresh stamps, a line in the journal."""
    login(request, user)
    moment = int(now.timestamp())
    request.session.update({stamps.STARTED: moment, stamps.SEEN: moment, stamps.PROVED: moment})
    request.session[stamps.HELD] = held_roles(user)
    request.session.save()
    address = client_address(request)
    KnownAddress.objects.update_or_create(user=user, key=address_key(address), defaults={"last_at": now})
    Visit.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "address": address[:45],
            "device": device_of(request.headers.get("User-Agent", "")),
            "started_at": now,
            "seen_at": now,
        },
    )
    record(by=user, action="entrance.signed_in", target=user, text=way)
    links.keep(request, user, now=now)


def holder(request: HttpRequest) -> User:
    """The account of a signed-in person itself, not the lazy stand-in that requests carry."""
    return cast(User, get_user(request))


def held_roles(user: User) -> list[list[Any]]:
    """The roles in force as a session remembers them."""
    return [list(held) for held in user.access.held]


def is_staff(user: User) -> bool:
    """Whether the account holds any role beyond that of a teacher."""
    return bool(user.access.roles - {"teacher"})


def address_key(address: str) -> str:
    """A place as it is remembered."""
    return digest("known_address", place_of(address))


def is_known(username: str, address: str) -> bool:
    """Whether somebody has signed in to the account from this place before."""
    return KnownAddress.objects.filter(user__username=username, key=address_key(address)).exists()


def rekeyed(request: HttpRequest, old: str | None) -> None:
    """The session got another key: its line of the list goes with it."""
    request.session.save()
    Visit.objects.filter(session_key=old).update(session_key=request.session.session_key)


def end_others(user: User, *, but: str | None, by: User | None) -> int:
    """End the account's other sessions; return how many there were."""
    others = Visit.objects.filter(user=user).exclude(session_key=but)
    keys = list(others.values_list("session_key", flat=True))
    _, ended = Session.objects.filter(session_key__in=keys).delete()
    others.delete()
    count = ended.get("sessions.Session", 0)
    if count:
        record(by=by, action="entrance.sessions_ended", target=user, data={"count": count})
    return count


def device_of(agent: str) -> str:
    """A browser and its system in the words people know; «неизвестное устройство» for anything else."""
    found = [
        next((words for sign, words in table.items() if sign in agent), "") for table in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or "неизвестное устройство"
