"""The worker that runs long imports when it is called (calls.py): a service that waits for Redis."""

from contextlib import closing
from typing import Any, Final

from django.conf import settings
from redis import Redis
from rq import Worker
from rq.serializers import JSONSerializer
from rq.worker_registration import register

from mentorship.spreadsheets import calls

# Seconds between two words of a worker, at work or not; who says none for longer is taken for dead.
PULSE: Final = 15
SILENCE: Final = 3 * PULSE
# RQ waits for a call so many seconds less than this, to tell of itself between two waits.
_BEYOND_A_WAIT: Final = 15


class ImportWorker(Worker):
    """Runs each call in a process of its own, whose memory goes with it, and tells of itself meanwhile."""

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Tell that it lives, also to a Redis that has forgotten everything."""
        super().heartbeat(SILENCE, pipeline)
        register(self, pipeline)

    def subscribe(self) -> None:
        """Take no orders from Redis: systemd alone stops a worker."""


def work() -> None:
    """Run what waits, then wait for calls until a signal ends it; an import at work is carried to its end.

    Raises RedisError where Redis is out of reach at the start.
    """
    # RQ sets the longest wait for an answer by itself
    with closing(Redis.from_url(settings.TASKS_URL)) as connection:
        worker = ImportWorker(
            [calls.queue(connection)],
            connection=connection,
            job_class=calls.Call,
            serializer=JSONSerializer,
            worker_ttl=PULSE + _BEYOND_A_WAIT,
            job_monitoring_interval=PULSE,
        )
        # what was asked for while nobody listened
        calls.put(connection)
        worker.work(logging_level="WARNING")
