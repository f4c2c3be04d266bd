"""A real server on a database of tests, teachers who answer at once, and the plug pulled out."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.architecture.files import ROOT
from tests.processes import bare_environment

TOKEN = "c" * 32
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py")
# The end of its input tells that the tests themselves were killed: the server goes with them.
AS_LONG_AS_WE_LIVE = """exec 3<&0; { cat <&3 >/dev/null; kill -KILL 0; } & exec "$@" 3<&-"""


def database_url() -> str:
    """The address of the very database these tests run on."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(held['NAME'])}"
    owner = f"{held['USER']}:{urllib.parse.quote(held['PASSWORD'])}"
    return f"postgres://{owner}@{held['HOST']}:{held['PORT']}/{held['NAME']}"


class Server:
    """The portal as `make run` starts it, until it is killed or the tests are no more."""

    def __init__(self, environment=None):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", AS_LONG_AS_WE_LIVE, "server", *GUNICORN],
            stdin=subprocess.PIPE,
            cwd=ROOT,
            env={
                **bare_environment(),
                "DATABASE_URL": database_url(),
                "SECRET_KEY": settings.SECRET_KEY,
                "HTTPS": "0",
                "PORT": str(self.port),
                "LOG_LEVEL": "ERROR",
                "DJANGO_SETTINGS_MODULE": "tests.serving",
                **(environment or {}),
            },
            start_new_session=True,
        )
        try:
            self._wait()
        except AssertionError:
            self.kill()
            raise

    def _wait(self):
        """Return when somebody listens; connections wait in the queue until the workers are up."""
        last = time.monotonic() + 60
        while time.monotonic() < last:
            assert self.process.poll() is None, "the server did not start"
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            threading.Event().wait(0.05)
        raise AssertionError("nobody listens")

    def kill(self):
        """Send -9 to the master and its workers, in the middle of whatever they do."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.stdin.close()
        self.process.wait()


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer, not a way to go."""

    def redirect_request(self, *_args):
        return None


@dataclass
class Teacher:
    """Answers one form again and again: save n says a score and a text that belong together."""

    address: str
    session: str
    person: int
    score: str
    text: str
    submits_at: int
    acknowledged: int = 0  # the latest save that the portal said it has
    tried: int = 0
    is_sent: bool = False  # the portal said so
    has_tried_to_send: bool = False
    oddities: list = field(default_factory=list)
    turned_away: int = 0  # times it was asked to come back in a minute

    def run(self, server, stop):
        """Save and send until the server is gone or the event is set."""
        while not stop.is_set():
            if not self.save(server):
                return
            if self.acknowledged >= self.submits_at and not self.is_sent and not self.send(server):
                return

    def save(self, server) -> bool:
        """Give the next answers; False where nobody answered."""
        self.tried = self.acknowledged + 1
        given = {self.score: str(score_of(self.tried)), self.text: words_of(self.tried)}
        status, body = self._post(server, {"go": "autosave", "step": "2", **given})
        if status is None or self._is_asked_to_wait(status, body):
            return False
        if status != 200 or json.loads(body)["errors"]:
            self.oddities.append((status, body[:300]))
            return False
        self.acknowledged = self.tried
        return True

    def send(self, server) -> bool:
        """Send the form; False where nobody answered."""
        self.has_tried_to_send = True
        status, body = self._post(server, {"go": "submit", "step": "2", "gaps_ok": "1"})
        if status is None:
            return False
        if status != 302:
            self.oddities.append((status, body[:300]))
            return False
        self.is_sent = True
        return True

    def _is_asked_to_wait(self, status, body) -> bool:
        """Whether this was the kind page of an outage; a trace or bare words are no such page."""
        if status != 503:
            return False
        if "Попробуйте через минуту" not in body:
            self.oddities.append((status, body[:300]))
        self.turned_away += 1
        return True

    def _post(self, server, fields):
        body = urllib.parse.urlencode({**fields, "person": self.person, "csrfmiddlewaretoken": TOKEN})
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.port}{self.address}",
            body.encode(),
            {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"},
        )
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=30) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()
        except (OSError, http.client.HTTPException):
            # killed before, while or after it did what was asked: nobody can tell
            return None, ""


def score_of(save: int) -> int:
    """The score that goes with a save."""
    return save % 10 + 1


def words_of(save: int) -> str:
    """The text that goes with a save."""
    return f"запись {save}"
