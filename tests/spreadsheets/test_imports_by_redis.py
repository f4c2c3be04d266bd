"""Long imports by workers that are called through Redis: a real server, real workers, nothing lost."""

import contextlib
import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from rq.worker_registration import get_keys

from mentorship.audit.models import Entry
from mentorship.spreadsheets import background, calls, doctor
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.models import ImportTask
from schools.models import School
from tests.architecture.files import ROOT
from tests.operation.elsewhere import Elsewhere
from tests.patience import until
from tests.redis_server import free_port, running
from tests.spreadsheets.long_workbook import LINES, tell, upload, wait_for
from tests.surveys.crashing import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.redis, pytest.mark.alike]

ALONE = (
    "Ни одна служба долгих загрузок не отзывается, веб-машины выполняют их сами. Запустите на той машине, "
    "где они должны идти: systemctl enable --now portal-imports."
)
LOCK = ("--requirepass", "p@ss")


@pytest.fixture
def client(client_as, settings, tmp_path):
    """A methodist of a portal with TASKS_URL; files lie in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TASKS_URL = f"redis://:p%40ss@127.0.0.1:{free_port()}/1"
    settings.IMPORT_STARTER = "mentorship.spreadsheets.calls.call"
    return client_as("methodist")


@pytest.fixture
def port(client, settings):
    return int(settings.TASKS_URL.rpartition(":")[2].removesuffix("/1"))


@pytest.fixture
def redis(port):
    """The server, with a password."""
    with running(port, *LOCK):
        yield


@pytest.fixture
def environment(client, settings):
    """What a process of this portal is told."""
    told = Elsewhere(database_url(), settings.MEDIA_ROOT).environment
    return {**told, "TASKS_URL": settings.TASKS_URL, "DJANGO_SETTINGS_MODULE": "tests.serving"}


@pytest.fixture
def at_home(environment, monkeypatch):
    """A process that the portal starts on its own machine is told the same."""
    tell(monkeypatch, environment)


@pytest.fixture
def short(monkeypatch):
    """Two rows are long."""
    monkeypatch.setattr(background, "LONG", 1)


@contextlib.contextmanager
def worker(environment):
    """The service at work: it has told of itself, done what waited before, and waits."""
    command = [sys.executable, "-m", "django", "import_worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        until(lambda: is_ready(process))
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        assert process.wait() in {0, -signal.SIGKILL}


def workers():
    """The workers that Redis knows by their process: the state and how many calls each has answered."""
    with contextlib.closing(calls.reached()) as connection:
        told = [
            connection.hmget(key, "pid", "state", "successful_job_count")
            for key in get_keys(queue=calls.queue(connection))
        ]
    return {int(pid or 0): (str(state, "ascii"), int(count or 0)) for pid, state, count in told if state}


def is_ready(process):
    """Whether it waits, and the calls that all have left at their start are answered, by whichever it was."""
    told = workers()
    is_idle = told.get(process.pid, ("", 0))[0] == "idle"
    return is_idle and sum(count for _, count in told.values()) >= len(told)


def horse(process):
    """The process in which a worker answers a call."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until(children.read_text)
    return int(children.read_text())


def states():
    return Counter(ImportTask.objects.values_list("state", flat=True))


def warnings(caplog):
    return [record.getMessage() for record in caplog.records if record.name == calls.logger.name]


def findings():
    return [words for _, words in doctor.long_imports(timezone.now())]


def test_worker_looks_through_and_stores_a_long_workbook(client, municipality, redis, environment, caplog):
    before = School.objects.count()
    with worker(environment) as process:
        address = upload(client)
        wait_for(TaskState.DONE)
        assert "Загрузить 2001 строку" in client.get(address).content.decode()
        client.post(address)
        wait_for(TaskState.DONE)
        until(lambda: workers()[process.pid] == ("idle", 3))
    assert School.objects.count() == before + LINES
    assert Entry.objects.filter(action="import").count() == 1
    assert warnings(caplog) == []


def test_call_that_several_workers_hear_several_times_is_one_import(client, municipality, redis, environment):
    before = School.objects.count()
    with worker(environment) as one, worker(environment) as other:
        for lines in (LINES, LINES + 1):
            upload(client, lines)
        with contextlib.closing(calls.reached()) as connection:
            for _ in range(4):
                calls.put(connection)
        until(lambda: states() == {TaskState.DONE: 2}, 120)
        client.post(background_address())
        wait_for(TaskState.DONE)
        # 1 at the start of each, 2 uploads, 4 more, 1 confirmation
        until(lambda: sum(workers()[each.pid][1] for each in (one, other)) == 9)
    assert states() == {TaskState.DONE: 3}
    assert School.objects.count() == before + LINES
    assert Entry.objects.filter(action="import").count() == 1


def background_address():
    """The page of the workbook that was uploaded first."""
    return reverse("admin:import_preview", args=["schools", ImportTask.objects.last().token])


def test_import_whose_process_is_killed_is_repeated_by_the_same_worker(
    client, municipality, redis, environment
):
    with worker(environment) as process:
        address = upload(client)
        wait_for(TaskState.DONE)
        before = School.objects.count()
        until(lambda: workers()[process.pid] == ("idle", 2))
        client.post(address)
        wait_for(TaskState.RUNNING)
        os.kill(horse(process), signal.SIGKILL)
        until(lambda: workers()[process.pid][0] == "idle")

        assert "Повторить" in client.get(address).content.decode()
        assert (ImportTask.objects.first().state, School.objects.count()) == (TaskState.LOST, before)
        client.post(address)
        wait_for(TaskState.DONE)
    assert School.objects.count() == before + LINES
    assert Entry.objects.filter(action="import").count() == 1


def test_worker_that_is_told_to_stop_ends_its_import_first(client, municipality, redis, environment):
    with worker(environment) as process:
        upload(client)
        wait_for(TaskState.RUNNING)
        process.terminate()
        assert process.wait() == 0
        assert ImportTask.objects.get().state == TaskState.DONE


def test_call_that_redis_forgets_loses_no_import(client, municipality, redis, environment, short, caplog):
    with worker(environment) as process, contextlib.closing(calls.reached()) as connection:
        process.send_signal(signal.SIGSTOP)
        address = upload(client, lines=3)
        connection.flushall()
        assert findings() == [ALONE]
        process.send_signal(signal.SIGCONT)
        until(lambda: findings() == [])
        assert ImportTask.objects.get().state == TaskState.WAITING
        ImportTask.objects.update(asked_at=timezone.now() - background.LONGEST_START - timedelta(seconds=1))
        assert "Повторить" in client.get(address).content.decode()
        client.post(address)
        wait_for(TaskState.DONE)
    assert warnings(caplog) == []


def test_worker_finds_the_redis_that_was_started_anew(client, municipality, environment, port, short, caplog):
    with contextlib.ExitStack() as servers:
        first = servers.enter_context(contextlib.ExitStack())
        first.enter_context(running(port, *LOCK))
        with worker(environment):
            first.close()
            servers.enter_context(running(port, *LOCK))
            until(lambda: findings() == [])
            upload(client, lines=3)
            wait_for(TaskState.DONE)
    assert warnings(caplog) == []


def test_what_was_asked_for_before_a_worker_started_is_run(
    client, municipality, redis, environment, settings, short
):
    settings.IMPORT_STARTER = "tests.starting.leave_waiting"
    upload(client, lines=3)
    with worker(environment):
        assert ImportTask.objects.get().state == TaskState.DONE


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (None, "ConnectionError: Error 111 connecting to 127.0.0.1:{port}. Connection refused."),
        (LOCK, "no worker listens"),
        (
            ("--requirepass", "another"),
            "AuthenticationError: invalid username-password pair or user is disabled.",
        ),
    ],
)
def test_machine_of_the_page_runs_what_nobody_hears(
    client, municipality, at_home, short, port, options, words, caplog
):
    with running(port, *options) if options else contextlib.nullcontext():
        address = upload(client, lines=3)
        wait_for(TaskState.DONE)
    assert "Загрузить 3 строки" in client.get(address).content.decode()
    said = "A long import is run by this machine itself, Redis is of no use: "
    assert warnings(caplog) == [said + words.format(port=port)]


def test_doctor_tells_of_a_redis_and_of_workers_that_are_gone(client, port, environment):
    words = (
        f"Redis (TASKS_URL) не отвечает: Error 111 connecting to 127.0.0.1:{port}. Connection refused. "
        "Долгие загрузки веб-машины выполняют сами. Проверьте адрес, пароль и на той машине systemctl status "
        "redis-server."
    )
    assert findings() == [words]
    with running(port, *LOCK):
        assert findings() == [ALONE]
        with worker(environment):
            assert findings() == []
        assert findings() == [ALONE]


def test_worker_without_redis_says_so(client, environment, port):
    command = [sys.executable, "-m", "django", "import_worker"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    reason = f"Error 111 connecting to 127.0.0.1:{port}. Connection refused."
    assert done.stderr == f"CommandError: Redis (TASKS_URL) не отвечает: {reason}\n"
