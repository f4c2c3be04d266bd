"""Long imports by processes of their own, as in service: started, killed, several at once."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from mentorship.audit.models import Entry
from mentorship.spreadsheets import background
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.running import run_waiting
from schools.models import School
from tests.architecture.files import ROOT
from tests.operation.elsewhere import Elsewhere
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db(transaction=True)

COLUMNS = ["Код ОО", "Муниципалитет", "Наименование"]
LINES = 2001
HELD = """
import sys, time
from mentorship.spreadsheets import uploads
from django.conf import settings
import django
django.setup()
with uploads.held(sys.argv[1]) as is_free:
    print(is_free, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def client(client_as, settings, tmp_path):
    """A methodist; files lie in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path
    return client_as("methodist")


@pytest.fixture
def environment(tmp_path):
    """What a process of the portal is told."""
    return {**Elsewhere(database_url(), tmp_path).environment, "DJANGO_SETTINGS_MODULE": "tests.serving"}


def database_url():
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    place = f"{held['HOST']}:{held['PORT']}" if held["PORT"] else held["HOST"]
    return f"postgres://{held['USER']}:{held['PASSWORD']}@{place}/{held['NAME']}"


def upload(client, lines=LINES):
    rows = [[f"Ш-{number}", "Лесной район", f"СОШ № {number}"] for number in range(1, lines + 1)]
    file = SimpleUploadedFile("школы.xlsx", workbook(COLUMNS, *rows))
    return client.post(reverse("admin:import_kind", args=["schools"]), {"file": file}).url


def wait_for(state):
    """Until the newest task is in the state; its process is given two minutes."""
    for _ in range(1200):
        if ImportTask.objects.first().state == state:
            return
        threading.Event().wait(0.1)
    raise AssertionError(ImportTask.objects.first().state)


def at_once(*calls):
    barrier, found = threading.Barrier(len(calls)), []

    def call_one(call):
        try:
            barrier.wait()
            found.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=call_one, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(found)


def test_portal_starts_the_process_itself(client, municipality, settings, environment, monkeypatch):
    # Playwright's loop in the same process leaves Django its own mark
    for name in set(os.environ) - set(environment) - {"DJANGO_ALLOW_ASYNC_UNSAFE"}:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.IMPORT_STARTER = "mentorship.spreadsheets.starting.start"
    monkeypatch.setattr(background, "LONG", 1)
    before = School.objects.count()

    address = upload(client, lines=3)
    wait_for(TaskState.DONE)
    assert "Загрузить 3 строки" in client.get(address).content.decode()
    assert School.objects.count() == before

    client.post(address)
    wait_for(TaskState.DONE)
    words = "Таблица загружена. Строк: 3, новых: 3, изменённых: 0, без изменений: 0."
    assert words in client.get(address).content.decode()
    assert School.objects.count() == before + 3


def test_killed_process_stores_nothing_and_is_repeated(client, municipality, environment):
    address = upload(client)
    run_waiting()
    client.post(address)
    before = School.objects.count()
    command = [sys.executable, "-m", "django", "run_imports"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    wait_for(TaskState.RUNNING)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL

    assert "Повторить" in client.get(address).content.decode()
    assert (ImportTask.objects.first().state, School.objects.count()) == (TaskState.LOST, before)
    client.post(address)
    assert run_waiting() == 1
    assert School.objects.count() == before + LINES
    assert Entry.objects.filter(action="import").count() == 1


def test_living_process_of_its_own_is_seen(client, municipality, environment):
    upload(client)
    task = ImportTask.objects.get()
    ImportTask.objects.update(state=TaskState.RUNNING, claim="x")
    process = subprocess.Popen(
        [sys.executable, "-c", HELD, task.token],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "True\n"
    client.get(reverse("admin:import"))
    assert ImportTask.objects.get().state == TaskState.RUNNING
    process.kill()
    process.communicate()
    client.get(reverse("admin:import"))
    assert ImportTask.objects.get().state == TaskState.LOST


def test_two_confirmations_at_once_make_one_import(client, municipality, monkeypatch):
    monkeypatch.setattr(background, "LONG", 1)
    address = upload(client, lines=3)
    run_waiting()

    def confirm():
        window = Client()
        window.cookies.update(client.cookies)
        return window.post(address).status_code

    assert at_once(*[confirm] * 4) == {302: 4}
    assert at_once(*[run_waiting] * 4) == {0: 3, 1: 1}
    assert Entry.objects.filter(action="import").count() == 1
    assert [entry.action for entry in Entry.objects.filter(action="import.begun")] == ["import.begun"]
    assert list(ImportTask.objects.values_list("state", flat=True)) == ["done", "done"]
