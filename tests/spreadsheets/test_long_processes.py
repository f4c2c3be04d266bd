"""Long imports by processes of their own, as in service: started, killed, several at once."""

import signal
import subprocess
import sys
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from mentorship.audit.models import Entry
from mentorship.spreadsheets import background
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.running import run_waiting
from schools.models import School
from tests.architecture.files import ROOT
from tests.at_once import together
from tests.operation.elsewhere import Elsewhere
from tests.spreadsheets.long_workbook import LINES, tell, upload, wait_for
from tests.surveys.crashing import database_url

pytestmark = pytest.mark.django_db(transaction=True)

HELD = """
import sys
from mentorship.spreadsheets import uploads
from django.conf import settings
import django
django.setup()
with uploads.held(sys.argv[1]) as is_free:
    print(is_free, flush=True)
    sys.stdin.read()
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


def test_portal_starts_the_process_itself(client, municipality, settings, environment, monkeypatch):
    tell(monkeypatch, environment)
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
        stdin=subprocess.PIPE,
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

    assert Counter(together(*[confirm] * 4)) == {302: 4}
    assert Counter(together(*[run_waiting] * 4)) == {0: 3, 1: 1}
    assert Entry.objects.filter(action="import").count() == 1
    assert [entry.action for entry in Entry.objects.filter(action="import.begun")] == ["import.begun"]
    assert list(ImportTask.objects.values_list("state", flat=True)) == ["done", "done"]
