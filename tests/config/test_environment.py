"""What the environment decides: the key, the database, the names that are answered."""

import socket
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from mentorship.config import environment
from tests.architecture.files import ROOT
from tests.processes import bare_environment


def manage(*words, **variables):
    """Run a command as an administrator does, with nothing of the tests' environment but these variables."""
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**bare_environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["check", "migrate", "import_xlsx"])
def test_without_a_key_no_command_starts(command):
    done = manage(command)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{environment.KEY_IS_MISSING}\n")


def test_debug_installation_starts_without_a_key():
    done = manage("check", DEBUG="1")
    assert (done.returncode, done.stderr) == (0, "")


def test_key_of_the_environment_is_taken(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment.secret_key(debug=False) == "given"


def test_empty_key_is_no_key(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "")
    with pytest.raises(ImproperlyConfigured, match="Не задан SECRET_KEY"):
        environment.secret_key(debug=False)


def test_portal_answers_by_the_machines_own_names(monkeypatch):
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    assert environment.allowed_hosts() == ["localhost", "127.0.0.1", "[::1]", socket.gethostname()]


def test_portal_answers_by_the_names_it_is_given(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "portal.example.org,www.example.org")
    assert environment.allowed_hosts() == ["portal.example.org", "www.example.org"]


def test_database_is_a_file_in_var_that_lets_writers_queue(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    config = environment.database()
    assert config["ENGINE"] == "django.db.backends.sqlite3"
    assert config["NAME"] == str(ROOT / "var" / "portal.sqlite3")
    assert (config["OPTIONS"]["transaction_mode"], config["OPTIONS"]["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_database_url_names_a_postgresql(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal:p%40ss@db.example.org:5433/mentors")
    config = environment.database()
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example.org", 5433, "mentors")
    assert (config["USER"], config["PASSWORD"]) == ("portal", "p@ss")


def test_pages_are_given_up_after_a_while_and_commands_are_not(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@db.example.org/mentors")
    monkeypatch.delenv("DATABASE_TIMEOUTS", raising=False)
    assert environment.database()["OPTIONS"]["options"] == "-c jit=off -c random_page_cost=1.1"
    monkeypatch.setenv("DATABASE_TIMEOUTS", "1")
    assert environment.database()["OPTIONS"]["options"] == (
        "-c jit=off -c random_page_cost=1.1 "
        "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
    )


PRIMARY = "postgres://portal@db.example.org/mentors"


@pytest.fixture
def primary(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", PRIMARY)
    monkeypatch.delenv("DATABASE_TIMEOUTS", raising=False)
    return environment.database()


@pytest.mark.parametrize("given", [None, ""])
def test_no_replica_unless_it_is_named(monkeypatch, primary, given):
    monkeypatch.delenv("REPLICA_DATABASE_URL", raising=False)
    if given is not None:
        monkeypatch.setenv("REPLICA_DATABASE_URL", given)
    assert environment.replica(primary) is None


def test_replica_is_only_read_and_soon_given_up(monkeypatch, primary):
    monkeypatch.setenv("REPLICA_DATABASE_URL", "postgres://reader@late.example.org/mentors?sslmode=require")
    options = environment.replica(primary)["OPTIONS"]
    assert options["options"] == "-c jit=off -c random_page_cost=1.1 -c default_transaction_read_only=on"
    assert (options["sslmode"], options["connect_timeout"]) == ("require", 2)


@pytest.mark.parametrize(
    ("url", "replica"), [(PRIMARY, "sqlite:////tmp/late.sqlite3"), ("sqlite:////tmp/portal.sqlite3", PRIMARY)]
)
def test_replica_of_anything_but_postgresql_is_refused(url, replica):
    done = manage("check", SECRET_KEY="k" * 50, DATABASE_URL=url, REPLICA_DATABASE_URL=replica)
    assert (done.returncode, done.stderr) == (1, f"{environment.NO_REPLICA_OF_THIS}\n")


QUEUE = "redis://:p%40ss@127.0.0.1:6379/1"


@pytest.mark.parametrize("url", ["", QUEUE, "rediss://portal:secret@redis.example.org/0"])
def test_redis_of_long_imports_is_the_one_that_is_named(monkeypatch, url):
    monkeypatch.delenv("TASKS_URL", raising=False)
    assert environment.tasks_url() == ""
    monkeypatch.setenv("TASKS_URL", url)
    assert environment.tasks_url() == url


@pytest.mark.parametrize(
    "url",
    [
        "redis.example.org:6379/1",
        "http://redis.example.org/1",
        "redis:///1",
        "redis://redis.example.org",
        "redis://redis.example.org/imports",
        "redis://redis.example.org:0/1",
        "redis://redis.example.org:port/1",
        "redis://redis.example.org:70000/1",
        "redis://[redis.example.org/1",
    ],
)
def test_address_of_anything_but_a_redis_is_refused(monkeypatch, url):
    monkeypatch.setenv("TASKS_URL", url)
    with pytest.raises(ImproperlyConfigured, match="TASKS_URL — адрес Redis"):
        environment.tasks_url()


@pytest.mark.parametrize(
    ("url", "starter"),
    [(None, "mentorship.spreadsheets.starting.start"), (QUEUE, "mentorship.spreadsheets.calls.call")],
)
def test_long_imports_are_called_for_where_a_redis_is_named(url, starter):
    program = "from django.conf import settings; print(settings.IMPORT_STARTER)"
    given = {} if url is None else {"TASKS_URL": url}
    done = manage("shell", "--no-imports", "--command", program, SECRET_KEY="k" * 50, **given)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{starter}\n", "")


def test_portal_with_a_wrong_address_does_not_start_and_says_why():
    done = manage("check", SECRET_KEY="k" * 50, TASKS_URL="redis://127.0.0.1")
    assert (done.returncode, done.stderr) == (1, f"{environment.NO_REDIS_OF_THIS}\n")


def test_worker_without_an_address_says_that_none_is_needed():
    done = manage("import_worker", SECRET_KEY="k" * 50)
    words = "TASKS_URL не задан: долгие загрузки портал выполняет сам, и служба для них не нужна."
    assert (done.returncode, done.stderr) == (1, f"CommandError: {words}\n")
