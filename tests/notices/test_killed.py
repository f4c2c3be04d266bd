"""The sender of letters is killed with -9 while it sends: no letter is lost, at most one comes twice."""

import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections import Counter

import pytest
from django.utils import timezone

from mentorship.notices.enums import NoticeState, Topic
from mentorship.notices.models import Notice
from mentorship.notices.posting import post
from tests.architecture.files import ROOT
from tests.operation.elsewhere import Elsewhere
from tests.surveys.crashing import database_url

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]
LETTERS = 30
KILLED_AFTER = 7


class _Mailbox(socketserver.StreamRequestHandler):
    """As much of a mail server as takes letters; it tells the subjects to its server."""

    def handle(self):
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            command = line[:4].upper()
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self._take()
            elif command == b"QUIT":
                return
            self.wfile.write(b"250 fine\r\n")

    def _take(self):
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            if line.startswith(b"To:"):
                self.server.taken.append(line.split()[1].decode())
        if len(self.server.taken) == self.server.kills_at:
            # taken, and the sender dies before it hears so
            os.kill(self.server.sender.pid, signal.SIGKILL)
            self.server.sender.wait()


@pytest.fixture
def mailbox():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mailbox)
    server.taken, server.kills_at = [], None
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def sender(mailbox, tmp_path):
    """`manage.py send_notices`, as the timer starts it."""
    address = f"smtp://127.0.0.1:{mailbox.server_address[1]}"
    told = {**Elsewhere(database_url(), tmp_path).environment, "EMAIL_URL": address}
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_notices"], cwd=ROOT, env=told, stdout=subprocess.DEVNULL
    )


def test_killed_sender_loses_no_letter_and_doubles_at_most_the_one_in_flight(
    mailbox, school, make_teacher, tmp_path
):
    people = [make_teacher(school, f"L{number}", email=f"l{number}@example.org") for number in range(LETTERS)]
    post(Topic.PAIR, people, "Вам предложили пару", "Наставляемый ждёт вашего ответа.")
    mailbox.kills_at = KILLED_AFTER
    mailbox.sender = sender(mailbox, tmp_path)
    assert mailbox.sender.wait() == -signal.SIGKILL
    assert Notice.objects.filter(state=NoticeState.SENT).count() == KILLED_AFTER - 1

    # the claim of the killed one runs out
    Notice.objects.filter(state=NoticeState.QUEUED).update(next_try_at=timezone.now())
    mailbox.kills_at = None
    assert sender(mailbox, tmp_path).wait() == 0

    assert Notice.objects.filter(state=NoticeState.SENT).count() == LETTERS
    times = Counter(mailbox.taken)
    assert set(times) == {person.email for person in people}
    assert sorted(times.values())[-2:] == [1, 2]
