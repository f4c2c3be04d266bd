"""The admin's Excel screens: upload, preview, one confirmation of the very same bytes, export."""

import os
import re
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mentorship.audit.models import Entry
from mentorship.spreadsheets import uploads
from mentorship.spreadsheets.importing import run_import
from schools.models import Municipality, School
from tests.spreadsheets.conftest import GOOD, HEADINGS, KIND, OTHER
from tests.workbooks import cells_of, workbook


@pytest.fixture
def client(client_as, folder):
    """A methodist at the screens."""
    return client_as("methodist")


def address(name="import_kind", kind=KIND, **parts):
    return reverse(f"admin:{name}", kwargs={"kind": kind, **parts})


def upload(client, *rows, kind=KIND, data=None, name="школы.xlsx", **fields):
    content = data if data is not None else workbook(HEADINGS, *rows)
    return client.post(address(kind=kind), {"file": SimpleUploadedFile(name, content), **fields})


def stored():
    """Codes of the schools that came in by a workbook."""
    return list(School.objects.filter(code__in=["01", "02"]).order_by("code").values_list("code", flat=True))


def page_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_index_lists_the_kinds(client):
    page = page_of(client.get(reverse("admin:import")))
    assert "Школы для проверки" in page
    assert "Это не выгружается." in page
    assert page.count("<h1>") == 1


def test_upload_page_names_the_headings(client):
    page = page_of(client.get(address()))
    for heading in HEADINGS:
        assert f'<th scope="row">{heading}</th>' in page
    assert 'enctype="multipart/form-data"' in page


def test_upload_page_says_what_a_new_row_needs(client):
    page = page_of(client.get(address(kind="school_context")))
    words = re.findall(r"<td> (обязателен|может отсутствовать|нужен новым строкам) </td>", page)
    assert words == ["обязателен", "обязателен", "обязателен", "нужен новым строкам"]


def test_good_file_is_previewed_and_stored_on_confirmation(client, users, folder):
    response = upload(client, GOOD, OTHER)
    assert response.status_code == 302
    page = page_of(client.get(response.url))
    assert "ошибок нет" in page
    assert "Загрузить 2 строки" in page
    assert stored() == []
    done = client.post(response.url, follow=True)
    assert "Таблица загружена. Строк: 2, новых: 2, изменённых: 0, без изменений: 0." in page_of(done)
    assert stored() == ["01", "02"]
    assert list(folder.iterdir()) == []
    assert Entry.objects.get(action="import").by == users["methodist"]


def test_preview_shows_what_would_change(client, municipality):
    run_import(KIND, workbook(HEADINGS, GOOD), by=None)
    page = page_of(client.get(upload(client, [*GOOD[:2], "Гимназия", *GOOD[3:]]).url))
    assert '<td data-label="Было">СОШ № 1</td> <td data-label="Станет">Гимназия</td>' in page


def test_file_that_says_what_is_stored_asks_no_confirmation(client, municipality):
    run_import(KIND, workbook(HEADINGS, GOOD), by=None)
    page = page_of(client.get(upload(client, GOOD).url))
    assert "Загружать нечего" in page
    assert "Загрузить 1 строку" not in page


def test_errors_are_shown_by_row_and_column(client):
    response = upload(client, [*GOOD[:4], "<b>возможно</b>", None, None])
    page = page_of(client.get(response.url))
    assert "1 ошибка: ничего не записано" in page
    assert '<td data-label="Столбец">Опорная</td>' in page
    assert '<td data-label="Что стоит">&lt;b&gt;возможно&lt;/b&gt;</td>' in page
    assert "Загрузить 1" not in page


def test_file_with_errors_is_not_stored_on_confirmation(client):
    response = client.post(upload(client, [*GOOD[:4], "возможно", None, None]).url)
    assert response.status_code == 400
    assert stored() == []


def test_second_confirmation_does_nothing(client):
    preview = upload(client, GOOD).url
    client.post(preview)
    assert client.post(preview).status_code == 404
    assert stored() == ["01"]


def test_file_that_is_gone_is_asked_for_again(client, folder):
    preview = upload(client, GOOD).url
    next(folder.iterdir()).unlink()
    page = page_of(client.get(preview, follow=True))
    assert "Загруженный файл уже использован или устарел: выберите его снова." in page


def test_file_of_another_session_is_not_found(client, client_as):
    preview = upload(client, GOOD).url
    for login in ("methodist", "admin", "head"):
        assert client_as(login).get(preview).status_code == 404
        assert client_as(login).post(preview).status_code == 404
    assert client.get(preview.replace(KIND, "test_secret")).status_code == 404
    assert stored() == []


def test_hostile_file_is_refused_with_a_sentence(client, folder):
    response = upload(client, data=b"a;b;c", name="таблица.csv")
    assert response.status_code == 400
    assert "«таблица.csv» — не книга Excel (.xlsx)" in page_of(response)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"", "Файл пуст: в нём ноль байт."), (None, "Выберите файл.")]
)
def test_missing_file_is_asked_for(client, data, sentence):
    fields = {} if data is None else {"file": SimpleUploadedFile("x.xlsx", data)}
    response = client.post(address(), fields)
    assert response.status_code == 400
    assert sentence in page_of(response)


def test_option_is_asked_where_the_kind_knows_it(client, monkeypatch):
    assert "Чьи стаж и категория" in page_of(client.get(address()))
    monkeypatch.setattr("tests.spreadsheets.conftest.SchoolsLayout.option_names", ())
    assert "Чьи стаж и категория" not in page_of(client.get(address()))


def test_export_sends_the_stored_rows(client, school, users):
    response = client.get(address("export_kind"))
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    rows = cells_of(b"".join(response.streaming_content))
    assert rows[1][:3] == ["901", "Лесной район", "Ёлкинская СОШ"]
    entry = Entry.objects.get(action="export")
    assert (entry.by, entry.data) == (users["methodist"], {"kind": KIND, "rows": 1, "filter": ""})


def test_kind_that_does_not_leave_the_portal_is_refused(client):
    page = page_of(client.get(address("export_kind", "test_secret"), follow=True))
    assert "Это не выгружается." in page


def test_unknown_kind_is_not_found(client):
    assert client.get(address(kind="cats")).status_code == 404
    assert client.get(address("export_kind", "cats")).status_code == 404


@pytest.mark.parametrize("login", ["curator", "director", "mentor", "approver", "department"])
def test_screens_are_closed_to_other_roles(client_as, login):
    client = client_as(login)
    for url in (
        reverse("admin:import"),
        address(),
        address("export_kind"),
        address("import_preview", token="0"),
    ):
        assert client.get(url).status_code == 403


def test_kind_with_a_right_of_its_own_asks_for_it(client_as):
    assert client_as("methodist").get(address(kind="test_secret")).status_code == 200
    assert client_as("admin").get(address(kind="test_secret")).status_code == 403
    assert "Тайное" not in page_of(client_as("admin").get(reverse("admin:import")))


def test_stranger_is_asked_to_sign_in(db, client_as):
    response = client_as("methodist").__class__().get(address())
    assert response.status_code == 302
    assert "login" in response.url


def test_rows_belong_to_the_municipality_of_the_account(
    client, municipality, other_municipality, monkeypatch
):
    seen = []
    monkeypatch.setattr(
        "tests.spreadsheets.conftest.SchoolsLayout.apply",
        lambda self, rows, context: seen.append(context.municipality),
    )
    client.get(upload(client, GOOD).url)
    assert seen == [municipality]


def test_choice_of_a_municipality_outside_the_account_is_not_kept(client, municipality, other_municipality):
    response = upload(client, GOOD, municipality=other_municipality.pk)
    token = response.url.rstrip("/").rpartition("/")[2]
    assert client.session["imports"][token]["municipality"] == municipality.pk


def test_account_of_the_whole_portal_chooses(client_as, users, other_municipality, folder):
    users["admin"].person.roles.update(municipality=None)
    client = client_as("admin")
    assert "Весь портал" in page_of(client.get(address()))
    token = upload(client, GOOD, municipality=other_municipality.pk).url.rstrip("/").rpartition("/")[2]
    assert client.session["imports"][token]["municipality"] == other_municipality.pk
    token = upload(client, GOOD, municipality="").url.rstrip("/").rpartition("/")[2]
    assert client.session["imports"][token]["municipality"] is None
    assert upload(client, GOOD, municipality="999999").status_code == 400


def test_kept_file_is_private_and_gone_after_an_hour(folder):
    old, new = uploads.keep(b"old"), uploads.keep(b"new")
    assert (folder / new).stat().st_mode & 0o077 == 0
    past = time.time() - uploads.KEPT - 60
    os.utime(folder / old, (past, past))
    uploads.keep(b"newer")
    assert uploads.read(old) is None
    assert [uploads.take(new), uploads.take(new)] == [b"new", None]
    assert [path.name for path in Path(folder).iterdir() if path.name == new] == []


def test_municipality_taken_from_the_account_bars_the_confirmation(
    client, users, municipality, other_municipality
):
    preview = upload(client, GOOD).url
    users["methodist"].person.roles.update(municipality=other_municipality)
    # the role held at sign-in is over: the session has ended with it
    answer = client.post(preview)
    assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)
    assert stored() == []
    assert Municipality.objects.count() == 2
