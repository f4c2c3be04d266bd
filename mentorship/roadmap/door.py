"""The address at the door of an event: signed, so that nobody makes one up, and open for a few hours."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from mentorship.roadmap.models import Occurrence, RoadmapEvent

OPEN_FOR = timedelta(hours=6)
_SALT = "roadmap.door"
_NONE = 0


class Door(NamedTuple):
    """Which event the address opens, and which time of it."""

    event: int
    occurrence: int | None


class DoorClosed(Exception):
    """An address whose hours are over."""


def key_of(event: RoadmapEvent, occurrence: Occurrence | None) -> str:
    """Sign the event and the time it is held; the signature carries the moment."""
    held = occurrence.pk if occurrence else _NONE
    return TimestampSigner(salt=_SALT).sign(f"{event.pk}.{held}")


def open_until(now: datetime) -> datetime:
    """When an address made now stops opening."""
    return now + OPEN_FOR


def door_of(key: str) -> Door | None:
    """What the address opens; None for one that was never given out, DoorClosed for an old one."""
    try:
        event, held = TimestampSigner(salt=_SALT).unsign(key, max_age=OPEN_FOR).split(".")
    except SignatureExpired as error:
        raise DoorClosed from error
    except BadSignature:
        return None
    return Door(int(event), int(held) or None)
