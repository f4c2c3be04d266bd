"""The streaming replica that reports are read from (REPLICA_DATABASE_URL): its lag, whether it serves.

What is found is remembered by each process for a few seconds: a replica that does not answer costs one page
of a process the time of one attempt to connect, then nobody until the next look.
"""

import logging
import threading
import time
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

logger = logging.getLogger(__name__)

REPLICA: Final = "replica"
# Seconds until the next look: at one that serves, and at one that is late or does not answer.
FRESH_FOR: Final = 5
AWAY_FOR: Final = 15

# Positions in the primary's log of changes, as a number of bytes from its beginning.
_WRITTEN: Final = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"
# What is not on the primary's own disk yet is no commit, and is sent to nobody.
_KEPT: Final = "SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint"
_REPLAYED: Final = """
SELECT pg_is_in_recovery(),
       (pg_last_wal_replay_lsn() - '0/0')::bigint,
       extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8
"""


class State(NamedTuple):
    """What one look found."""

    is_up: bool
    # seconds; 0 where everything written by the moment of the look is there, None where nobody knows
    lag: float | None = None
    # the position in the log up to which the replica has everything
    replayed: int = 0

    @property
    def is_late(self) -> bool:
        """Whether it is further behind than reports may be."""
        return self.lag is None or self.lag > settings.REPLICA_LAG_LIMIT

    @property
    def serves(self) -> bool:
        """Whether reports may be read there."""
        return self.is_up and not self.is_late

    @property
    def word(self) -> str:
        """The state for programs."""
        return ("late" if self.is_late else "ok") if self.is_up else "error"


_AWAY: Final = State(is_up=False)


@dataclass
class _Memory:
    """What this process knows, and until when (seconds of the monotonic clock)."""

    state: State = _AWAY
    until: float = 0


_memory = _Memory()
_looking = threading.Lock()


def is_set() -> bool:
    """Whether this installation has a replica."""
    return REPLICA in settings.DATABASES


def written() -> int:
    """How far the primary's log of changes goes now: whoever has all of it has what was written before."""
    return _position(_WRITTEN)


def look() -> State:
    """Ask both now. The primary is asked first: what it wrote meanwhile is no lag.

    A replica whose line to the primary is cut looks complete to itself, hence the primary's word. Seconds are
    counted from the last change that arrived; on a portal where nobody works they may overstate the lag.
    Raises the database's Error where the primary does not answer.
    """
    end = _position(_KEPT)
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(_REPLAYED)
            is_replica, replayed, age = cursor.fetchone()
    except Error:
        connections[REPLICA].close()
        return _AWAY
    if not is_replica:
        return _AWAY
    return State(is_up=True, lag=0.0 if replayed >= end else age, replayed=replayed)


def state() -> State:
    """What is known, looked up anew when it is old; one thread looks, the others go by what was known."""
    if time.monotonic() >= _memory.until and _looking.acquire(blocking=False):
        try:
            _remember(look())
        finally:
            _looking.release()
    return _memory.state


def has(position: int) -> bool:
    """Whether the replica serves and has everything up to the position in the log."""
    known = state()
    if known.serves and known.replayed < position:
        known = look()
        _remember(known)
    return known.serves and known.replayed >= position


def lose() -> None:
    """It failed while it was read: leave it alone for a while."""
    connections[REPLICA].close()
    _remember(_AWAY)


def _position(statement: str) -> int:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement)
        position: int = cursor.fetchone()[0]
    return position


def _remember(found: State) -> None:
    """Keep it; a turn for the worse or the better is told once."""
    is_first = _memory.until == 0
    if found.serves and not (_memory.state.serves or is_first):
        logger.warning("The replica serves reports again")
    elif not found.serves and (_memory.state.serves or is_first):
        logger.warning("Reports are read from the primary: the replica is %s", found.word)
    _memory.state = found
    _memory.until = time.monotonic() + (FRESH_FOR if found.serves else AWAY_FOR)
