"""`make run` as a person meets it: a copy of the tree is served, signed in to, stopped and served again."""

import contextlib
import http.cookiejar
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import threading
import urllib.parse
import urllib.request

import psycopg2
import pytest

from tests.architecture.files import ROOT
from tests.groups import is_on_postgres
from tests.processes import bare_environment

LOGINS = ("admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department")
PASSWORD = "демонстрация-2026"
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "var", "staticfiles", ".*_cache", "__pycache__", "tests"
)


class Server:
    """A portal served by scripts/run.sh until `stop`."""

    def __init__(self, tree, **variables):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        settings = {"PORT": str(port), "WEB_CONCURRENCY": "1", "GUNICORN_CMD_ARGS": "--log-level info"}
        self.process = subprocess.Popen(
            [tree / "scripts" / "run.sh"],
            env={**bare_environment(), **settings, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""
        self.has_answered = threading.Event()
        self.listener = threading.Thread(target=self._listen)
        self.listener.start()
        self.has_answered.wait(timeout=300)
        assert "Listening at" in self.said, self.said

    def _listen(self):
        """Read all that is said, so that the server never waits for a reader."""
        for line in self.process.stdout:
            self.said += line
            if "Listening at" in line:
                self.has_answered.set()
        self.has_answered.set()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        """Press Ctrl-C, which reaches every process of the terminal."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=30)
        self.listener.join()
        self.process.stdout.close()


class Visitor:
    """A browser without scripts: keeps cookies, follows redirects."""

    def __init__(self, server):
        self.server = server
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path):
        with self.opener.open(self.server.url + path, timeout=30) as answer:
            return answer.url, answer.read().decode()

    def sign_in(self, username, password):
        """Post the sign-in form; return the path where it led."""
        _, page = self.get("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        fields = {"csrfmiddlewaretoken": token, "username": username, "password": password}
        body = urllib.parse.urlencode(fields).encode()
        with self.opener.open(self.server.url + "/accounts/login/", body, timeout=30) as answer:
            return urllib.parse.urlsplit(answer.url).path


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the project: the developer's own var/ stays untouched."""
    copy = tmp_path_factory.mktemp("run") / "портал № 1"
    shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    return copy


@pytest.fixture(scope="module")
def database():
    """What names the database: a new one where the suite runs on PostgreSQL, nothing on SQLite."""
    if not is_on_postgres():
        yield {}
        return
    url, name = os.environ["DATABASE_URL"], f"portal_run_{os.getpid()}"
    with contextlib.closing(psycopg2.connect(url)) as server:
        server.autocommit = True
        server.cursor().execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": urllib.parse.urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def demo(tree, database):
    """The demonstration, served for all tests of this module."""
    with Server(tree, DEMO_PASSWORD=PASSWORD, **database) as server:
        yield server


def test_server_answers_that_it_is_well(demo):
    assert Visitor(demo).get("/healthz")[1] == '{"status": "ok", "database": "ok"}'


@pytest.mark.parametrize("login", LOGINS)
def test_demonstration_login_opens_its_workplace(demo, login):
    visitor = Visitor(demo)
    assert visitor.sign_in(login, PASSWORD) == "/"
    assert "<h1" in visitor.get("/")[1]


def test_run_prints_addresses_and_logins(demo):
    printed = demo.said
    assert f"{demo.url}/" in printed
    assert [login for login in (*LOGINS, PASSWORD) if login not in printed] == []


def test_key_is_readable_by_its_owner_alone(demo, tree):
    assert stat.S_IMODE((tree / "var" / "secret_key").stat().st_mode) == 0o600


@pytest.mark.alike
def test_empty_installation_keeps_its_key_and_stops_cleanly(tree):
    """A second start finds the key of the first; Ctrl-C ends with status 0 and no traceback."""
    with Server(tree, EMPTY="1") as first:
        key = (tree / "var" / "secret_key").read_text(encoding="utf-8")
        assert Visitor(first).get("/public/")[0] == f"{first.url}/public/"
    assert (first.process.returncode, "Traceback" in first.said) == (0, False)
    with Server(tree, EMPTY="1") as second:
        assert (tree / "var" / "secret_key").read_text(encoding="utf-8") == key
    assert second.process.returncode == 0
