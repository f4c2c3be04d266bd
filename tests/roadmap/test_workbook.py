"""A roadmap goes out as a workbook, is filled in by the school and comes back by the codes of its events."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.roadmap.workbook import RoadmapLayout
from mentorship.spreadsheets.exporting import layout_workbook
from mentorship.spreadsheets.importing import import_layout
from tests.cast import TODAY
from tests.roadmap.conftest import LINK, event_of, words_of
from tests.workbooks import cells_of, workbook

HEAD = ("Код", "Срок", "Ответственный", "Выполнено", "Результат", "Ссылка на подтверждение")
DATED = "1.1"


def give_back(roadmap, *rows, by=None, on=TODAY):
    return import_layout(RoadmapLayout(roadmap, on), workbook(HEAD, *rows), by=by)


def told(report):
    return [(error.row, error.column, error.message) for error in report.errors]


@pytest.mark.parametrize("fixture", ["draft", "running", "municipal"])
def test_untouched_workbook_changes_nothing(request, fixture):
    roadmap = request.getfixturevalue(fixture)
    data = layout_workbook(RoadmapLayout(roadmap, TODAY), by=None)
    report = import_layout(RoadmapLayout(roadmap, TODAY), data, by=None)
    count = roadmap.events.count()
    assert report.errors == []
    assert (report.rows, report.unchanged, report.updated) == (count, count, 0)
    assert layout_workbook(RoadmapLayout(roadmap, TODAY), by=None)[:2] == data[:2]
    assert cells_of(data)[1][0] == roadmap.events.order_by("order").first().code


def test_draft_takes_terms_back_and_keeps_what_is_blank(draft):
    before = event_of(draft, DATED)
    report = give_back(draft, [DATED, datetime(2025, 10, 15), None])
    after = event_of(draft, DATED)
    assert (report.updated, told(report)) == (1, [])
    assert (after.due_date, after.responsible) == (date(2025, 10, 15), before.responsible)
    give_back(draft, [DATED, None, "Куратор школы"])
    after = event_of(draft, DATED)
    assert (after.due_date, after.responsible) == (date(2025, 10, 15), "Куратор школы")


def test_wrong_cells_are_each_named_and_nothing_is_taken(draft):
    before = event_of(draft, "1.2").due_date
    report = give_back(
        draft,
        ["1.2", datetime(2025, 10, 20)],
        ["9.99", datetime(2025, 10, 20)],
        [DATED, datetime(2024, 1, 1)],
        ["1.3", None, None, datetime(2025, 10, 1)],
    )
    assert [(error.row, error.column) for error in report.errors] == [
        (3, "Код"),
        (4, "Срок"),
        (5, "Выполнено"),
    ]
    assert report.errors[0].message == "В этой карте нет мероприятия с таким кодом."
    assert report.errors[2].message == "Карта ещё не согласована: выполнение отмечают после согласования."
    assert event_of(draft, "1.2").due_date == before


def test_running_roadmap_takes_marks_with_their_proof(running):
    report = give_back(running, [DATED, None, None, datetime(2025, 10, 14), "12 педагогов", LINK])
    event = event_of(running, DATED)
    assert (told(report), report.updated) == ([], 1)
    assert (event.done_date, event.done_result) == (date(2025, 10, 14), "12 педагогов")
    assert [item.link for item in event.evidence.all()] == [LINK]
    again = give_back(running, [DATED, None, None, datetime(2025, 10, 14), "12 педагогов", LINK])
    assert (told(again), again.unchanged, event.evidence.count()) == ([], 1, 1)


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ([DATED, None, None, datetime(2025, 10, 14)], "Ссылка на подтверждение", "Приложите хотя бы одно"),
        ([DATED, None, None, datetime(2026, 4, 1), "", LINK], "Выполнено", ""),
        ([DATED, None, None, None, "12 педагогов"], "Выполнено", "Укажите день выполнения"),
        ([DATED, datetime(2025, 11, 14)], "Срок", "План согласован"),
        ([DATED, None, None, datetime(2025, 10, 14), "", "javascript:1"], "Ссылка на подтверждение", ""),
    ],
)
def test_running_roadmap_refuses_by_cell(running, row, column, message):
    report = give_back(running, row)
    assert [error.column for error in report.errors] == [column]
    assert message in report.errors[0].message
    assert event_of(running, DATED).is_open


def test_done_event_is_not_rewritten_by_a_file(running):
    give_back(running, [DATED, None, None, datetime(2025, 10, 14), "12 педагогов", LINK])
    report = give_back(running, [DATED, None, None, datetime(2025, 10, 13), "20 педагогов", LINK])
    assert [error.column for error in report.errors] == ["Выполнено", "Результат"]
    assert "уже отмечено выполненным 14.10.2025" in report.errors[0].message


def test_curator_takes_the_file_and_gives_it_back(client_as, make_roadmap, school, this_year):
    current, curator = make_roadmap(school, "agreed", year=this_year), client_as("curator")
    response = curator.get(f"/roadmap/{current.pk}/workbook.xlsx")
    assert len(cells_of(response.content)) == 1 + current.events.count()
    file = SimpleUploadedFile("карта.xlsx", response.content)
    answer = curator.post(f"/roadmap/{current.pk}/workbook/", {"file": file}, follow=True)
    assert "Файл принят: изменено мероприятий — 0." in words_of(answer)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"not a workbook at all"])
def test_file_that_is_no_workbook_is_refused_with_a_sentence(client_as, current, content):
    file = SimpleUploadedFile("карта.xlsx", content)
    answer = client_as("curator").post(f"/roadmap/{current.pk}/workbook/", {"file": file})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("login", "status"), [("department", 403), ("mentor", 403), ("director", 200), ("methodist", 200)]
)
def test_page_is_for_those_who_plan_and_mark(client_as, current, login, status):
    assert client_as(login).get(f"/roadmap/{current.pk}/workbook/").status_code == status


def test_roadmap_of_another_school_is_not_there(client_as, make_roadmap, other_school):
    foreign = make_roadmap(other_school)
    for address in ("workbook/", "workbook.xlsx"):
        assert client_as("curator").get(f"/roadmap/{foreign.pk}/{address}").status_code == 404
