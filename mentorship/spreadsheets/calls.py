"""Calling the workers that run long imports (TASKS_URL): Redis carries «run what waits» and nothing more.

What is to be imported, for whom and how far it is stands in the database and beside the workbook, as without
Redis: a call that is lost, repeated or heard by two loses nothing (docs/adr/0012-long-imports-by-redis.md).
"""

import logging
from contextlib import closing
from typing import Any, Final

from django.conf import settings
from django.db import connections
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker_registration import get_keys

from mentorship.spreadsheets import starting, uploads
from mentorship.spreadsheets.running import run_waiting

logger = logging.getLogger(__name__)

QUEUE: Final = "imports"
# What a message names; it is only shown.
NAME: Final = "mentorship.spreadsheets.running.run_waiting"
# A page waits for Redis no longer than these seconds, then its own machine does the work.
LONGEST_ANSWER: Final = 2


class Call(Job):
    """«Run what waits»: whatever else the message in Redis says is not done.

    A message of RQ names a function, its arguments, callbacks and addresses to tell, by default in a form
    that runs code where it is read: who can write to Redis would run code of their own here.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{**named, "serializer": JSONSerializer})

    def restore(self, raw_data: Any) -> None:
        """Take from the message that there is one; an import takes the time it needs."""
        super().restore(raw_data)
        self.func_name, self.instance, self.args, self.kwargs = NAME, None, (), {}
        self._success_callback_name = self._failure_callback_name = self._stopped_callback_name = None
        self.webhooks = []
        self.timeout = -1

    def perform(self) -> None:
        """Run what waits; why it failed is told by the log alone, for its words may name people."""
        try:
            run_waiting()
        except Exception:
            logger.exception("Long imports cannot be run")
        finally:
            connections.close_all()


def queue(connection: Redis) -> Queue:
    """The calls that wait in this Redis."""
    return Queue(QUEUE, connection=connection, job_class=Call, serializer=JSONSerializer)


def put(connection: Redis) -> None:
    """Leave a call for the first worker that is free; it is worth as much time as a workbook is kept."""
    queue(connection).enqueue_call(NAME, timeout=-1, ttl=uploads.KEPT, result_ttl=0, failure_ttl=0)


def workers_alive(connection: Redis) -> int:
    """How many workers have told of themselves lately (worker.SILENCE)."""
    keys = get_keys(queue=queue(connection))
    return int(connection.exists(*keys)) if keys else 0


def reached() -> Redis:
    """The Redis of TASKS_URL, to be closed after use; one that does not answer is soon given up."""
    limits = {"socket_connect_timeout": LONGEST_ANSWER, "socket_timeout": LONGEST_ANSWER}
    return Redis.from_url(settings.TASKS_URL, retry=Retry(NoBackoff(), 0), **limits)


def call() -> None:
    """Have a worker run what waits; where nobody hears, a process of this very machine does."""
    if not _is_heard():
        starting.start()


def _is_heard() -> bool:
    """Whether Redis took the call for a living worker; why not stands in the log."""
    try:
        with closing(reached()) as connection:
            if workers_alive(connection):
                put(connection)
                return True
            reason = "no worker listens"
    except RedisError as failure:
        reason = f"{type(failure).__name__}: {failure}"
    logger.warning("A long import is run by this machine itself, Redis is of no use: %s", reason)
    return False
