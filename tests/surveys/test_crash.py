"""The server is killed in the middle of saving: what was acknowledged is there, nothing is there by halves.

SOAK_ROUNDS says how often (`make soak`: 50 on each database; otherwise 3).
"""

import os
import random
import threading

import pytest

from mentorship.audit.models import Entry
from surveys.models import Participation, Response
from tests.surveys.crashing import Server
from tests.surveys.staff import faults

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]
ROUNDS = int(os.environ.get("SOAK_ROUNDS") or 3)


def hammer(server, teachers, dice):
    """Let all answer at once; soon after the first acknowledgement, pull the plug at a moment of chance."""
    stop = threading.Event()
    threads = [threading.Thread(target=teacher.run, args=(server, stop)) for teacher in teachers]
    for thread in threads:
        thread.start()
    while not any(teacher.acknowledged for teacher in teachers):
        assert any(thread.is_alive() for thread in threads), [teacher.oddities for teacher in teachers]
        stop.wait(0.01)
    stop.wait(dice.uniform(0.02, 0.9))
    server.kill()
    stop.set()
    for thread in threads:
        thread.join()


def test_killed_server_leaves_what_it_acknowledged_and_nothing_by_halves(campaign, hire):
    dice, earlier, saved, cut = random.Random(7), [], 0, 0
    for number in range(ROUNDS):
        teachers = hire(number)
        server = Server()
        try:
            # those of the round before go on where they were cut off
            for teacher in earlier:
                assert teacher.save(server), teacher.oddities
                assert teacher.send(server), teacher.oddities
            hammer(server, teachers, dice)
        finally:
            server.kill()
        assert {teacher.person: faults(teacher, campaign) for teacher in [*earlier, *teachers]} == {
            teacher.person: [] for teacher in [*earlier, *teachers]
        }
        saved += sum(teacher.acknowledged for teacher in teachers)
        cut += sum(teacher.tried > teacher.acknowledged for teacher in teachers)
        earlier = teachers
    begun = Response.objects.count()
    sent = Response.objects.filter(state="submitted").count()
    assert Participation.objects.count() == begun
    assert Entry.objects.filter(action="survey.started").count() == begun
    assert Entry.objects.filter(action="survey.submitted").count() == sent
    # the plug was pulled while they wrote, not before or after
    assert saved > ROUNDS
    assert cut > 0
