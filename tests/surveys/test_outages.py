"""The database goes away or the disk is full while people answer: nothing acknowledged is lost.

SOAK_ROUNDS says how often (`make soak`); otherwise twice.
"""

import os
import threading
from contextlib import contextmanager

import pytest
from django.db import connection

from surveys.models import Participation, Response
from tests.groups import is_on_postgres
from tests.operation.elsewhere import Elsewhere
from tests.patience import until
from tests.surveys.crashing import Server
from tests.surveys.outage import Cluster, limit_files
from tests.surveys.staff import faults

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]
ROUNDS = int(os.environ.get("SOAK_ROUNDS") or 2)
BACK_WITHIN = 5  # seconds
PATIENCE = 180  # seconds until something happens at all on a machine that runs other tests
NO_ROOM = 4096  # bytes a file may have


@contextmanager
def answering(server, teachers):
    """The teachers answer on and on, whatever they are told, until the block ends."""
    stop = threading.Event()

    def run(teacher):
        while not stop.is_set():
            if not teacher.save(server):
                stop.wait(0.05)

    threads = [threading.Thread(target=run, args=(teacher,)) for teacher in teachers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def all_saved_anew(teachers):
    """A condition: everybody has had a save acknowledged since now."""
    before = [teacher.acknowledged for teacher in teachers]
    return lambda: all(teacher.acknowledged > held for teacher, held in zip(teachers, before, strict=True))


def suffer(server, teachers, harm, mend):
    """Rounds of harm under load; each time everybody is back soon after it is mended."""
    with answering(server, teachers):
        until(all_saved_anew(teachers), PATIENCE)
        for _ in range(ROUNDS):
            turned = sum(teacher.turned_away for teacher in teachers)
            harm()
            until(lambda turned=turned: sum(t.turned_away for t in teachers) > turned, PATIENCE)
            mend()
            assert until(all_saved_anew(teachers), BACK_WITHIN) < BACK_WITHIN


def found(teachers, campaign):
    """What is wrong with what is stored; nothing is there twice."""
    assert Participation.objects.count() == Response.objects.count() == len(teachers)
    return [fault for teacher in teachers for fault in faults(teacher, campaign)]


@pytest.mark.skipif(is_on_postgres(), reason="tells of SQLite alone")
def test_full_disk_under_sqlite_turns_people_away_kindly_and_loses_nothing(campaign, hire):
    teachers = hire(0)
    server = Server()
    try:
        suffer(
            server,
            teachers,
            harm=lambda: limit_files(server.process.pid, NO_ROOM),
            mend=lambda: limit_files(server.process.pid, 2**40),
        )
    finally:
        server.kill()

    assert found(teachers, campaign) == []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]


@pytest.fixture
def cluster(campaign, hire):
    """A PostgreSQL that may be harmed, with the teachers hired in it."""
    teachers = hire(0)
    own = Cluster()
    yield own, teachers
    own.remove()


@pytest.mark.postgres
def test_restart_of_postgres_under_load_turns_people_away_kindly_and_loses_nothing(cluster, campaign):
    own, teachers = cluster
    modes = iter(["fast", "immediate"] * ROUNDS)
    server = Server({"DATABASE_URL": own.url})
    try:
        suffer(server, teachers, harm=lambda: own.stop(next(modes)), mend=own.start)
    finally:
        server.kill()

    with Elsewhere(own.url, None).connected():
        assert found(teachers, campaign) == []


@pytest.mark.postgres
def test_full_disk_under_postgres_turns_people_away_kindly_and_loses_nothing(cluster, campaign):
    own, teachers = cluster
    server = Server({"DATABASE_URL": own.url})
    try:
        suffer(
            server,
            teachers,
            harm=lambda: own.limit(NO_ROOM),
            mend=own.make_room,
        )
    finally:
        server.kill()

    with Elsewhere(own.url, None).connected():
        assert found(teachers, campaign) == []
