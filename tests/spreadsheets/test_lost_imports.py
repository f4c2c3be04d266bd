"""Long imports that break off: nothing is half stored, the page says so, and one button begins them anew."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.privacy.cleaning import clean_up
from mentorship.privacy.enums import Ground
from mentorship.privacy.erasing import erase
from mentorship.spreadsheets import background, doctor, uploads
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.running import NO_RIGHT, run_waiting
from schools.models import School
from tests.spreadsheets.conftest import GOOD, HEADINGS, KIND, OTHER, SchoolsLayout
from tests.workbooks import workbook

APPLY = "tests.spreadsheets.conftest.SchoolsLayout.apply"


@pytest.fixture
def client(client_as, folder, monkeypatch):
    """A methodist to whom two rows are long."""
    monkeypatch.setattr(background, "LONG", 1)
    return client_as("methodist")


@pytest.fixture
def looked_through(client, municipality):
    """The address of a workbook that waits for its confirmation."""
    address = upload(client)
    run_waiting()
    return address


def upload(client):
    file = SimpleUploadedFile("школы.xlsx", workbook(HEADINGS, GOOD, OTHER))
    return client.post(reverse("admin:import_kind", args=[KIND]), {"file": file}).url


def begun():
    """The state a killed process leaves: the task is taken, nobody holds its workbook."""
    task = ImportTask.objects.waiting().get()
    ImportTask.objects.filter(pk=task.pk).update(state=TaskState.RUNNING, claim="killed")
    return task


def stored():
    return sorted(School.objects.filter(code__in=["01", "02"]).values_list("code", flat=True))


def state():
    return ImportTask.objects.first().state


def findings():
    return [level for level, _ in doctor.long_imports(timezone.now())]


def test_import_whose_process_is_gone_is_repeated_by_a_button(client, looked_through):
    client.post(looked_through)
    begun()
    assert findings() == ["warning"]
    page = client.get(looked_through).content.decode()
    assert "Ничего не записано." in page
    assert "Повторить" in page
    assert (state(), stored(), findings()) == ("lost", [], [])
    assert client.post(looked_through).url == looked_through
    assert state() == "waiting"
    run_waiting()
    assert (state(), stored()) == ("done", ["01", "02"])
    assert Entry.objects.filter(action="import").count() == 1


def test_dead_one_blocks_nobody(client, municipality):
    upload(client)
    begun()
    upload(client)
    assert run_waiting() == 1
    assert list(ImportTask.objects.order_by("pk").values_list("state", flat=True)) == ["lost", "done"]


def test_living_one_is_not_lost_however_long_it_takes(client, looked_through):
    client.post(looked_through)
    task = begun()
    with uploads.held(task.token):
        client.get(looked_through)
        assert findings() == []
        assert run_waiting() == 0
    assert state() == "running"


def test_one_that_nobody_takes_is_lost_after_a_minute(client, municipality):
    address = upload(client)
    for seconds, expected in ((50, "waiting"), (70, "lost")):
        ImportTask.objects.update(asked_at=timezone.now() - timedelta(seconds=seconds))
        assert len(findings()) == (expected == "lost")
        client.get(address)
        assert state() == expected


def test_one_that_waited_for_another_is_not_lost_between_the_two(client, municipality):
    address = upload(client)
    run_waiting()
    upload(client)
    ImportTask.objects.waiting().update(asked_at=timezone.now() - timedelta(minutes=5))
    client.get(address)
    client.get(reverse("admin:import"))
    assert state() == "waiting"


def test_failure_stores_nothing_and_the_next_one_runs(client, municipality, monkeypatch, caplog):
    with monkeypatch.context() as broken:
        broken.setattr(APPLY, lambda self, rows, context: 1 / 0)
        upload(client)
        upload(client)
        assert run_waiting() == 2
    assert set(ImportTask.objects.values_list("state", flat=True)) == {"lost"}
    assert caplog.text.count("ZeroDivisionError") == 2
    assert stored() == []


def test_process_whose_task_was_taken_away_stores_nothing(client, looked_through, monkeypatch, caplog):
    """Another process may have begun it anew: only the result of the one that holds the claim counts."""
    client.post(looked_through)
    apply = SchoolsLayout.apply

    def taken_away(self, rows, context):
        apply(self, rows, context)
        ImportTask.objects.running().update(claim="another")

    monkeypatch.setattr(APPLY, taken_away)
    run_waiting()
    assert stored() == []
    assert "Overtaken" in caplog.text
    assert Entry.objects.filter(action="import").count() == 0


def test_rights_are_asked_anew_when_it_runs(client, users, looked_through):
    client.post(looked_through)
    users["methodist"].person.roles.all().delete()
    run_waiting()
    task = ImportTask.objects.first()
    assert (task.state, task.words, stored()) == ("refused", NO_RIGHT, [])


def test_closed_account_imports_nothing(client, users, looked_through):
    client.post(looked_through)
    users["methodist"].is_active = False
    users["methodist"].save()
    run_waiting()
    assert (state(), stored()) == ("refused", [])


def test_municipality_out_of_reach_is_refused(client, users, looked_through, other_municipality):
    client.post(looked_through)
    users["methodist"].person.roles.update(municipality=other_municipality)
    run_waiting()
    assert (state(), stored()) == ("refused", [])


def test_refusal_is_told_with_its_words(client, municipality):
    address = upload(client)
    uploads.drop(ImportTask.objects.get().token)
    run_waiting()
    page = client.get(address).content.decode()
    assert "Загруженный файл уже использован или устарел: выберите его снова." in page
    assert 'method="post"' not in page.partition('id="content"')[2]


def test_workbook_that_is_gone_is_asked_for_again(client, looked_through):
    uploads.drop(ImportTask.objects.get().token)
    for answer in (client.get(looked_through), client.post(looked_through)):
        assert answer.url == reverse("admin:import_kind", args=[KIND])
    assert ImportTask.objects.count() == 1


def test_tasks_go_with_their_hour(client, looked_through):
    past = timezone.now() - timedelta(seconds=uploads.KEPT + 60)
    ImportTask.objects.update(asked_at=past, ended_at=past)
    old = ImportTask.objects.get()
    upload(client)
    assert list(ImportTask.objects.filter(pk=old.pk)) == []


def test_daily_cleaning_takes_what_is_left_even_of_a_dead_one(client, looked_through):
    client.post(looked_through)
    begun()
    past = timezone.now() - timedelta(days=2)
    ImportTask.objects.update(asked_at=past)
    ImportTask.objects.filter(is_dry_run=True).update(ended_at=past)
    counted = {item.term.code: item.number for item in clean_up(timezone.now(), dry_run=True)}
    assert counted["waiting_import"] == 1
    clean_up(timezone.now())
    assert [task.state for task in ImportTask.objects.all()] == ["lost"]
    clean_up(timezone.now() + timedelta(days=2))
    assert ImportTask.objects.count() == 0


def test_imports_of_an_account_go_with_the_data_of_its_person(client, users, looked_through):
    act = erase(
        person=users["methodist"].person,
        reason="заявление",
        ground=Ground.ASKED,
        by=None,
        now=timezone.now(),
    )
    assert ImportTask.objects.count() == 0
    assert [item["count"] for item in act.items if item["what"] == "Долгие загрузки таблиц"] == [1]
