"""Measures for Prometheus: how the portal answers, whether letters leave, how much is answered; no names.

prometheus_client adds up what several processes count, by files in PROMETHEUS_MULTIPROC_DIR that
deploy/gunicorn.conf.py makes: a counter in memory would show one process of two. What the database knows
is asked at the moment of reading and needs no counting.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db import Error, connection
from django.db.models import Count
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from mentorship.notices.models import Notice
from schools import replica
from surveys.enums import ResponseState
from surveys.models import Response

# Methods of the portal's own pages; anything else a visitor may think of is one word.
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
# Seconds: the goals for pages lie at 0.3 and 1 (performance), a hung request at the server's limit.
_BUCKETS: Final = (0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 120.0)

REQUESTS = Counter("portal_requests", "Requests answered", ["method", "route", "status"], registry=REGISTRY)
SECONDS = Histogram(
    "portal_request_seconds", "Time to an answer", ["route"], buckets=_BUCKETS, registry=REGISTRY
)


def observe(method: str | None, route: str, status: int, seconds: float) -> None:
    """Count one answer."""
    REQUESTS.labels(method if method in _METHODS else "other", route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def exposition() -> bytes:
    """All measures in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        parts = [generate_latest(registry)]
    else:
        parts = [generate_latest(REGISTRY)]
    own = CollectorRegistry(auto_describe=False)
    own.register(FromDatabase())
    return b"".join([*parts, generate_latest(own)])


class FromDatabase(Collector):
    """What is known without counting; where the database is down, that alone is told."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """A few gauges, three queries."""
        try:
            connection.ensure_connection()
            found = list(_gauges())
        except Error:
            yield GaugeMetricFamily("portal_database_up", "Whether the database answers", 0)
            return
        yield GaugeMetricFamily("portal_database_up", "Whether the database answers", 1)
        yield from found
        if replica.is_set():
            yield from _of_replica()


def _of_replica() -> Iterator[GaugeMetricFamily]:
    known = replica.state()
    yield GaugeMetricFamily("portal_replica_up", "Whether the replica answers", int(known.is_up))
    if known.lag is not None:
        yield GaugeMetricFamily("portal_replica_lag_seconds", "How far behind the replica is", known.lag)


def _gauges() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()
    letters = GaugeMetricFamily("portal_letters", "Letters by what became of them", labels=["state"])
    for state, count in Notice.objects.order_by().values_list("state").annotate(Count("pk")):
        letters.add_metric([state], count)
    yield letters
    due = Notice.objects.due(now).order_by("next_try_at").values_list("next_try_at", flat=True).first()
    waited = now - due if due else timedelta()
    yield GaugeMetricFamily(
        "portal_letters_wait_seconds", "How long the oldest due letter waits", waited.total_seconds()
    )
    sent = Response.objects.filter(state=ResponseState.SUBMITTED).count()
    yield GaugeMetricFamily("portal_answers_submitted", "Questionnaires sent, of all campaigns", sent)
