"""Tries are counted in the database: several processes and servers count together, without a cache.

A try is spent before anything is checked and given back when it succeeded: two windows at the same moment
cannot both be the tenth. A refused try does not count, so that it never puts off the way in.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction

from mentorship.entrance.limits import Limit
from mentorship.entrance.models import Bucket
from mentorship.entrance.sealing import digest


class Toll(NamedTuple):
    """One limit for one key: `Toll(PASSWORD, "curator", "10.0.0.7")` has the key made of both words."""

    limit: Limit
    words: tuple[object, ...]

    @property
    def key(self) -> str:
        """What the bucket is found by; tells neither a name nor an address."""
        return digest(f"throttle.{self.limit.name}", *self.words)


class Refusal(NamedTuple):
    """Too many tries: when the next one is let through, by which limit, whether this is the first refusal."""

    until: datetime
    limit: Limit
    is_first: bool


@transaction.atomic
def spend(tolls: Iterable[Toll], *, now: datetime) -> Refusal | None:
    """Count a try against every limit, or refuse it by the one that opens last and count nothing."""
    wanted = {toll.key: toll for toll in tolls}
    moment = int(now.timestamp())
    buckets = _locked(wanted, now)
    refusals = []
    for bucket in buckets:
        limit = wanted[bucket.key].limit
        opens_at = limit.opens_at(bucket.stamps, moment)
        bucket.stamps = limit.live(bucket.stamps, moment)
        bucket.touched_at = now
        if opens_at is not None:
            bucket.refusals += 1
            refusals.append((opens_at, bucket.refusals == 1, limit))
    if not refusals:
        for bucket in buckets:
            bucket.stamps.append(moment)
            bucket.refusals = 0
    Bucket.objects.bulk_update(buckets, ["stamps", "refusals", "touched_at"])
    if not refusals:
        return None
    opens_at, is_first, limit = max(refusals)
    return Refusal(datetime.fromtimestamp(opens_at, tz=UTC), limit, is_first)


@transaction.atomic
def give_back(tolls: Iterable[Toll], *, now: datetime) -> None:
    """The latest try succeeded: it does not count."""
    wanted = {toll.key: toll for toll in tolls}
    buckets = _locked(wanted, now)
    for bucket in buckets:
        bucket.stamps = bucket.stamps[:-1]
    Bucket.objects.bulk_update(buckets, ["stamps"])


def forget(*tolls: Toll) -> None:
    """Whoever proved who he is begins anew."""
    Bucket.objects.filter(key__in=[toll.key for toll in tolls]).delete()


def _locked(wanted: dict[str, Toll], now: datetime) -> list[Bucket]:
    """The rows of the keys, made where missing, locked in one order for everybody (no deadlock)."""
    rows = [Bucket(key=key, kind=toll.limit.name, touched_at=now) for key, toll in sorted(wanted.items())]
    Bucket.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Bucket.objects.select_for_update().filter(key__in=wanted).order_by("key"))
