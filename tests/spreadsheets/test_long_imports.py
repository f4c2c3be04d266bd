"""Workbooks of more than 2 000 rows: looked through and stored by the queue, with the words of small ones."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from mentorship.audit.models import Entry
from mentorship.spreadsheets import background, uploads
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.kept_report import KeptReport
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.progress import Teller
from schools.models import School
from tests.spreadsheets.conftest import GOOD, HEADINGS, KIND, OTHER
from tests.workbooks import workbook

BAD = ["03", "Лесной район", "СОШ № 3", None, "возможно", None, None]


@pytest.fixture
def client(client_as, folder):
    """A methodist at the screens."""
    return client_as("methodist")


@pytest.fixture
def short(monkeypatch):
    """Two rows are long."""
    monkeypatch.setattr(background, "LONG", 1)


def rows(count):
    return [[str(number), "Лесной район", f"СОШ № {number}", *[None] * 4] for number in range(count)]


def upload(client, *lines, name="школы.xlsx", kind=KIND):
    file = SimpleUploadedFile(name, workbook(HEADINGS, *lines))
    return client.post(reverse("admin:import_kind", args=[kind]), {"file": file}).url


def page_of(response):
    return re.sub(r"\s+", " ", response.content.decode()).replace("\xa0", " ")


def run():
    call_command("run_imports")


def stored():
    """Codes of the schools that came in by a workbook."""
    return sorted(School.objects.exclude(code="901").values_list("code", flat=True))


def states():
    return list(ImportTask.objects.order_by("pk").values_list("is_dry_run", "state"))


def test_two_thousand_rows_are_looked_through_in_the_request(client, municipality):
    page = page_of(client.get(upload(client, *rows(2000))))
    assert "Загрузить 2000 строк" in page
    assert ImportTask.objects.count() == 0


def test_one_more_goes_to_the_queue(client, municipality, users):
    address = upload(client, *rows(2001))
    task = ImportTask.objects.get()
    assert (task.by, task.rows, task.is_dry_run, task.state) == (users["methodist"], 2001, True, "waiting")
    assert "Сейчас начнётся." in page_of(client.get(address))
    run()
    assert "Загрузить 2001 строку" in page_of(client.get(address))
    assert stored() == []


def test_report_is_that_of_the_small_way(client, municipality, short, monkeypatch):
    run_import(KIND, workbook(HEADINGS, [*GOOD[:2], "Гимназия", *GOOD[3:]]), by=None)
    lines = [GOOD, OTHER, [*OTHER[:2], "СОШ № 2 бис", *OTHER[3:]], BAD]
    for content in (lines, lines[:2]):
        long = upload(client, *content)
        run()
        monkeypatch.setattr(background, "LONG", 2000)
        small = upload(client, *content)
        monkeypatch.setattr(background, "LONG", 1)
        form = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|[0-9a-f]{32}')
        pages = [form.sub("", page_of(client.get(address))) for address in (long, small)]
        assert pages[0] == pages[1]
        assert client.post(long).status_code == (400 if content is lines else 302)


def test_confirmed_workbook_is_stored_with_the_same_words(client, users, municipality, short, folder):
    address = upload(client, GOOD, OTHER)
    run()
    response = client.post(address)
    assert (response.status_code, response.url) == (302, address)
    assert "Сейчас начнётся." in page_of(client.get(address))
    assert stored() == []
    run()
    words = "Таблица загружена. Строк: 2, новых: 2, изменённых: 0, без изменений: 0."
    assert words in page_of(client.get(address))
    assert stored() == ["01", "02"]
    assert list(folder.iterdir()) == []
    entries = Entry.objects.filter(action__startswith="import").order_by("pk")
    assert [(entry.action, entry.by, bool(entry.address)) for entry in entries] == [
        ("import.begun", users["methodist"], True),
        ("import", users["methodist"], False),
    ]


def test_second_confirmation_finds_the_first(client, municipality, short):
    address = upload(client, GOOD, OTHER)
    run()
    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    assert states() == [(True, "done"), (False, "waiting")]
    run()
    client.post(address)
    run()
    assert states() == [(True, "done"), (False, "done")]
    assert Entry.objects.filter(action="import").count() == 1


def test_unfinished_look_is_not_confirmed(client, municipality, short):
    address = upload(client, GOOD, OTHER)
    assert client.post(address).url == address
    assert states() == [(True, "waiting")]


def test_errors_bar_the_confirmation_and_are_counted_beyond_what_is_kept(client, municipality, short):
    bad = [[str(number), *BAD[1:]] for number in range(250)]
    address = upload(client, *bad)
    run()
    response = client.post(address)
    assert response.status_code == 400
    assert "250 ошибок: ничего не записано" in page_of(response)
    assert "Ошибки: 250, показаны первые 200" in page_of(response)
    assert len(ImportTask.objects.get().kept.errors) == 200
    assert states() == [(True, "done")]


def test_report_is_kept_whole(municipality):
    run_import(KIND, workbook(HEADINGS, GOOD), by=None)
    report = run_import(
        KIND, workbook(HEADINGS, [*GOOD[:2], "Гимназия", *GOOD[3:]], OTHER), by=None, dry_run=True
    )
    kept = KeptReport.of(report)
    assert KeptReport.read(kept.as_json()) == kept
    assert (kept.rows, kept.created, kept.updated, kept.unchanged, kept.saved_count) == (2, 1, 1, 0, 2)


def test_bar_counts_the_rows(client, municipality, short):
    address = upload(client, GOOD, OTHER)
    task = ImportTask.objects.get()
    ImportTask.objects.update(state=TaskState.RUNNING, claim="x")
    with uploads.held(task.token):
        teller = Teller(task.token)
        assert "Читаем файл." in page_of(client.get(address))
        teller.enter("checking", 9800)
        page = page_of(client.get(address))
        assert '<progress aria-label="Проверено строк" value="0" max="9800">' in page
        teller.progress = type(teller.progress)("checking", 1199, 9800)
        teller._told_at = 0
        teller.advance()
        assert "Проверено строк: 1 200 из 9 800" in page_of(client.get(address))
        teller.enter("writing")
        page = page_of(client.get(address))
        assert '<p role="status" data-words><b>Сверяем с тем, что записано.</b></p>' in page
        assert '<progress aria-label="Проверка файла">' in page


def test_next_one_waits_for_the_one_at_work(client, municipality, short):
    first, second = upload(client, GOOD, OTHER), upload(client, OTHER, GOOD)
    task = ImportTask.objects.order_by("pk").first()
    ImportTask.objects.filter(pk=task.pk).update(state=TaskState.RUNNING, claim="x")
    with uploads.held(task.token):
        run()
        assert "Ждёт очереди: сейчас идёт другая загрузка." in page_of(client.get(second))
        assert "Читаем файл." in page_of(client.get(first))
    assert states() == [(True, "running"), (True, "waiting")]


def test_queue_is_run_in_its_order_by_one_process(client, municipality, short):
    for lines in ([GOOD, OTHER], [OTHER, GOOD]):
        upload(client, *lines)
    run()
    tasks = ImportTask.objects.order_by("pk")
    assert [task.state for task in tasks] == ["done", "done"]
    assert tasks[0].ended_at < tasks[1].started_at


def test_list_shows_own_imports_alone(client, client_as, municipality, short):
    address = upload(client, GOOD, OTHER, name="штат весна.xlsx")
    run()
    page = page_of(client.get(reverse("admin:import")))
    assert re.search(f'<a href="{address}"\\s*>штат весна.xlsx</a\\s*>', page)
    assert "Проверка выполнена" in page
    client.post(address)
    assert "Загрузка ждёт очереди" in page_of(client.get(reverse("admin:import")))
    assert "штат весна.xlsx" not in page_of(client_as("head").get(reverse("admin:import")))


def test_another_account_finds_nothing(client, client_as, municipality, short):
    address = upload(client, GOOD, OTHER)
    run()
    for login in ("admin", "head"):
        other = client_as(login)
        assert (other.get(address).status_code, other.post(address).status_code) == (404, 404)
    assert client_as("curator").get(address).status_code == 403
    assert client.get(address.replace(KIND, "test_secret")).status_code == 404
    assert states() == [(True, "done")]


def test_page_is_found_again_after_signing_in_anew(client, client_as, municipality, short):
    address = upload(client, GOOD, OTHER)
    run()
    assert "ошибок нет" in page_of(client_as("methodist").get(address))
