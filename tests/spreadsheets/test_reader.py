"""Which sheet is read, where the headings stand, which numbers the rows have."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.spreadsheets.cells import spelled
from mentorship.spreadsheets.gate import WorkbookRefused, check_workbook
from mentorship.spreadsheets.reader import MAX_COLUMNS, read_sheet
from tests.spreadsheets.hostile import book, cell, sheet
from tests.workbooks import saved, sheet_of, workbook

REQUIRED = ["Код ОО", "Учебный год"]
KNOWN = [*REQUIRED, "ИОР", "Обучающихся 10–19 лет"]
SOUND = workbook(REQUIRED, ["1", "2025/2026"], [0.5, date(2025, 9, 1)])
PIECES = [
    b"",
    b'"',
    b"<",
    b"<row>",
    b"</row>",
    b'<c r="XFD1048576"><v>1</v></c>',
    b"&lt;",
    b"\xff",
    b"99999999999",
    b'<c r="D5" t="e"><v>#N/A</v></c>',
]


def read(data):
    return read_sheet(data, REQUIRED, KNOWN)


def read_or_refuse(data):
    with suppress(WorkbookRefused):
        rows_of(read_sheet(data, REQUIRED, KNOWN, check_workbook(data)))


def rows_of(found):
    return [(number, cells) for number, cells in found.rows(found.columns.values())]


def test_headings_are_matched_whatever_the_spelling():
    found = read(workbook(["  учебный\u00a0 год", "КОД ОО ", "обучающихся 10-19 лет"], ["2025/2026", "1", 5]))
    assert found.heading_row == 1
    assert found.columns == {"Учебный год": 0, "Код ОО": 1, "Обучающихся 10–19 лет": 2}
    assert (found.missing, found.repeated, found.unknown) == ([], [], {})


def test_rows_above_the_headings_are_skipped():
    found = read(workbook(["Выгрузка"], [], ["Код ОО"], ["Код ОО", "Учебный год"], ["1", "2025/2026"]))
    assert found.heading_row == 4
    assert rows_of(found) == [(5, ["1", "2025/2026"])]


def test_blank_rows_are_skipped_and_numbers_kept():
    data = workbook(REQUIRED, ["1", "2025/2026"], [], ["  ", "\u00a0"], ["2", None])
    assert rows_of(read(data)) == [(2, ["1", "2025/2026"]), (5, ["2", ""])]


def test_row_that_fills_only_foreign_columns_is_blank():
    found = read(workbook([*REQUIRED, "Примечание"], [None, None, "итого"], ["1", None, None]))
    assert [number for number, _ in rows_of(found)] == [3]
    assert found.unknown == {"Примечание": 2}


def test_numbers_are_those_of_excel_when_the_table_stands_aside():
    book = sheet_of([])
    for column, heading in enumerate(REQUIRED, 4):
        book.active.cell(7, column, heading)
        book.active.cell(9, column, "x")
    found = read(saved(book))
    assert found.heading_row == 7
    assert [(number, cells[found.columns["Код ОО"]]) for number, cells in rows_of(found)] == [(9, "x")]


def test_first_visible_sheet_is_read():
    book = sheet_of([REQUIRED, ["скрыто", "x"]], "первый")
    for title, state in (("второй", "veryHidden"), ("третий", "visible"), ("четвёртый", "visible")):
        book.create_sheet(title).sheet_state = state
        book[title].append(REQUIRED)
        book[title].append([title, "x"])
    book["первый"].sheet_state = "hidden"
    assert rows_of(read(saved(book))) == [(2, ["третий", "x"])]


def test_workbook_without_a_visible_sheet_is_refused():
    book = sheet_of([REQUIRED])
    book.active.sheet_state = "hidden"
    book.create_chartsheet("график")
    with pytest.raises(WorkbookRefused, match="нет ни одного видимого листа"):
        read(saved(book))


def test_missing_heading_is_told_on_the_likeliest_row():
    found = read(workbook(["Таблица"], ["ИОР"], ["Код ОО", "ИОР"], ["Код ОО"], ["1", 0.5]))
    assert (found.heading_row, found.missing) == (3, ["Учебный год"])


def test_sheet_without_any_heading_is_told_on_row_one():
    found = read(workbook(["а", "б"], ["в", "г"]))
    assert (found.heading_row, found.missing, found.unknown) == (1, REQUIRED, {})
    assert rows_of(found) == []


def test_empty_sheet_is_told_on_row_one():
    found = read(workbook())
    assert (found.heading_row, found.missing) == (1, REQUIRED)


def test_heading_that_stands_twice_is_told():
    found = read(workbook([*REQUIRED, "код оо", "прим.", "Прим."]))
    assert found.repeated == ["Код ОО", "прим."]
    assert found.unknown == {"прим.": 3}


def test_columns_far_to_the_right_are_not_read():
    data = workbook([*REQUIRED, *(f"лишний {number}" for number in range(MAX_COLUMNS + 50))])
    found = read(data)
    assert len(found.unknown) == MAX_COLUMNS - len(REQUIRED)
    assert found.is_cut
    assert not read(workbook(REQUIRED)).is_cut


def test_cells_come_with_their_types():
    moment = datetime(2025, 9, 1, 8, 30)
    data = workbook(REQUIRED, ["1", date(2025, 9, 1)], [0.48, moment], [True, "'=1+1"])
    assert [cells for _, cells in rows_of(read(data))] == [
        ["1", date(2025, 9, 1)],
        [0.48, moment],
        [True, "'=1+1"],
    ]


def test_file_that_only_looks_like_a_workbook_is_refused():
    data = book(b"<a/>").replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet2.xml")
    check_workbook(data)
    with pytest.raises(WorkbookRefused, match="Файл не удаётся прочитать"):
        read(data)


def test_formula_that_failed_is_no_blank_cell():
    """The sheet stands aside from A1, and a hidden sheet has an error in the same place."""
    book = sheet_of([])
    book.active.sheet_state = "hidden"
    book.active["D8"] = "#REF!"
    table = book.create_sheet("таблица")
    for place, value in {
        "C7": "Код ОО",
        "D7": "Учебный год",
        "C8": "1",
        "D8": "#N/A",
        "C9": "2",
        "D9": "x",
    }.items():
        table[place] = value
    data = saved(book)
    errors = check_workbook(data)
    found = read_sheet(data, REQUIRED, KNOWN, errors)
    assert [(number, [spelled(raw) for raw in cells]) for number, cells in rows_of(found)] == [
        (8, ["1", "#ошибка"]),
        (9, ["2", "x"]),
    ]
    assert errors["xl/worksheets/sheet1.xml"] == errors["xl/worksheets/sheet2.xml"] == {(8, 4)}


@given(st.data())
def test_spoilt_workbook_is_read_or_refused(data):
    """Whatever a byte turns into, a sentence comes back: no other exception, no crash of the process."""
    spoilt = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 5))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(spoilt))


@given(st.data())
def test_spoilt_xml_is_read_or_refused(data):
    xml = bytearray(sheet(b'<row r="1">' + cell("A1", "Код ОО") + cell("B1", "Учебный год") + b"</row>"))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(xml) - 1))
        xml[at : at + data.draw(st.integers(0, 9))] = data.draw(st.sampled_from(PIECES))
    read_or_refuse(book(bytes(xml)))
