"""The workbook of the own school: out, filled in, back; pairs and the form «СОП» never leave."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.audit.models import Entry
from mentorship.pupils import workflow
from mentorship.pupils.models import Pupil
from mentorship.pupils.workbook import PupilsLayout
from mentorship.spreadsheets.exporting import layout_workbook
from mentorship.spreadsheets.importing import import_layout
from tests.workbooks import cells_of, workbook

pytestmark = pytest.mark.django_db
HEAD = [column.heading for column in PupilsLayout.columns]


def load(school, on, *rows):
    return import_layout(PupilsLayout(school, on), workbook(HEAD, *rows), by=None)


def told(report):
    return [(error.row, error.column, error.message) for error in report.errors]


def test_rows_become_drafts_or_with_a_consent_participants(school, on):
    day = datetime(on.year, on.month, on.day)
    report = load(
        school,
        on,
        ["Ивин Ян", "6 б"],
        ["Сосна-2", "7А", None, "родитель", "Елева Ия", day, 15],
    )
    assert (told(report), report.created) == ([], 2)
    found = list(Pupil.objects.order_by("grade").values_list("name", "grade", "letter", "state"))
    assert found == [("Ивин Ян", 6, "Б", "draft"), ("Сосна-2", 7, "А", "ready")]


def test_untouched_workbook_changes_nothing(school, mentee, draft, on):
    data = layout_workbook(PupilsLayout(school, on), by=None)
    rows = [row for row in cells_of(data) if row[0] in ("Ольхин Лука", "Вязов Ким")]
    assert [row[:2] for row in rows] == [["Ольхин Лука", "7А"], ["Вязов Ким", "8Б"]]
    report = import_layout(PupilsLayout(school, on), data, by=None)
    assert (told(report), report.unchanged, report.created, report.updated) == ([], 2, 0, 0)


def test_consent_for_a_known_draft_is_written_down(school, draft, on):
    day = datetime(on.year, on.month, on.day)
    report = load(school, on, ["вязов ким", "8б", None, "родитель", "Вязова Ия", day, "3"])
    draft.refresh_from_db()
    assert (report.updated, draft.state) == (1, "ready")


def test_every_wrong_cell_is_named_and_nothing_is_taken(school, mentee, on):
    day = datetime(on.year, on.month, on.day)
    report = load(
        school,
        on,
        ["Ивин Ян", "77"],
        ["Елев Ян", "5А", None, "родитель", None, day, "4"],
        ["Ольхин Лука", "7А", None, "родитель", "Другая Ия", day, "9"],
        ["Буков Ян", "5А", None, "родитель"],
        ["Липин Ян", "11А", day, "родитель", "Липина Ия", day, "5"],
    )
    assert [(row, column) for row, column, _ in told(report)] == [
        (2, "Класс"),
        (3, "Фамилия и имя или псевдоним"),
        (4, "Кто подписал"),
        (5, "Кто подписал"),
        (6, "Кто подписал"),
    ]
    assert Pupil.objects.count() == 1


def test_page_takes_the_file_and_the_journal_keeps_no_name(client_as, school, on):
    curator = client_as("curator")
    file = SimpleUploadedFile("Ивин Ян.xlsx", workbook(HEAD, ["Ивин Ян", "6Б"]))
    assert curator.post("/pupils/workbook/", {"file": file}).status_code == 302
    wrong = SimpleUploadedFile("a.xlsx", workbook(HEAD, ["Елев Ян", "66"]))
    assert curator.post("/pupils/workbook/", {"file": wrong}).status_code == 400
    entry = Entry.objects.get(action="import")
    assert "Ивин" not in f"{entry.text} {entry.data}"


def test_hidden_names_pairs_and_forms_do_not_leave(school, pair, mentee, draft, on):
    workflow.withdraw_consent(pupil=mentee, day=on, on=on, by=None)
    words = str(cells_of(layout_workbook(PupilsLayout(school, on), by=None)))
    assert ("Вязов" in words, "Ольхин" in words, "Учитель" in words) == (True, False, False)
    entry = Entry.objects.get(action="export")
    assert (entry.data["kind"], entry.data["rows"]) == ("pupils", 1)
