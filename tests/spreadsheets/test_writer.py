"""What is written is read back equal, and no text ever runs as a formula."""

import io
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.gate import check_workbook
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.reader import read_sheet
from mentorship.spreadsheets.writer import INDEX, SHARE, Figure, Sheet, stream_workbook, write_sheets
from tests.workbooks import cells_of

DANGEROUS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
]


def written(*rows, headings=("а", "б")):
    stream = io.BytesIO()
    assert stream_workbook(stream, "Лист: проверка/2025", headings, rows) == len(rows)
    check_workbook(stream.getvalue())
    return stream.getvalue()


def test_values_are_read_back_equal():
    data = written(
        ["текст", 5],
        [Decimal("0.48"), date(2025, 9, 1)],
        [True, datetime(2025, 9, 1, 8, 30)],
        [None, ""],
        [0, False],
    )
    assert cells_of(data) == [
        ["а", "б"],
        ["текст", 5],
        [0.48, datetime(2025, 9, 1)],
        [True, datetime(2025, 9, 1, 8, 30)],
        [None, None],
        [0, False],
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula(text):
    sheet = openpyxl.load_workbook(io.BytesIO(written([text, text]))).active
    assert sheet["A2"].data_type in {"s", "inlineStr"}
    assert sheet["A2"].quotePrefix
    assert sheet["A2"].value.lstrip() == text.lstrip()


def test_text_stays_text():
    data = written(["007", "https://example.org/"], headings=("=а", "1"))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[1]] == ["=а", "1"]
    assert [cell.data_type for cell in sheet[1]] == ["s", "s"]
    assert [cell.value for cell in sheet[2]] == ["007", "https://example.org/"]
    assert sheet["B2"].hyperlink is None


def test_signs_that_xml_cannot_hold_are_dropped():
    assert cells_of(written(["а\x00б\x0bв\ud800г\uffffд", "а\r\nб\rв"]))[1] == ["абвгд", "а\nб\nв"]


def test_text_that_looks_like_an_escape_stays():
    found = read_sheet(written(["_x0041_", "б"]), ["а"], ["б"])
    assert list(found.rows([0])) == [(2, ["_x0041_", "б"])]


def test_long_text_is_cut_at_the_limit_of_excel():
    assert len(cells_of(written(["а" * 40_000, None]))[1][0]) == 32_767


def test_heading_row_is_bold_and_stays_in_view():
    sheet = openpyxl.load_workbook(io.BytesIO(written(["1", "2"]))).active
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.title == "Лист  проверка 2025"


def test_export_is_read_back_unchanged(load):
    load(
        ["01", "Лесной район", "=СОШ № 1", "СОШ", "да", "https://one.example.org", date(2025, 9, 1)],
        ["02", "Лесной район", "Ёлкинская – школа", None, None, None, None],
    )
    stream = io.BytesIO()
    assert export_layout("test_schools", stream, municipality=None, by=None) == 2
    report = run_import("test_schools", stream.getvalue(), by=None)
    assert report.counts() == {"rows": 2, "created": 0, "updated": 0, "unchanged": 2}
    assert cells_of(stream.getvalue())[1] == [
        "01",
        "Лесной район",
        "=СОШ № 1",
        "СОШ",
        "да",
        "https://one.example.org",
        datetime(2025, 9, 1),
    ]


def test_kind_that_does_not_leave_the_portal_is_refused():
    with pytest.raises(LayoutRefused, match=r"Это не выгружается\."):
        export_layout("test_secret", io.BytesIO(), municipality=None, by=None)


def test_several_sheets_stand_in_their_order():
    data = write_sheets(
        [
            Sheet("Школа", ["Сведения", "Значение"], [("Код", "01"), ("=Имя", None)], [10, 20]),
            Sheet("Пусто", ["Год"], []),
            Sheet("По годам", ["Год", "ИОР"], ((year, Decimal("0.5")) for year in ("2024", "2025"))),
        ]
    )
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert [sheet.title for sheet in sheets] == ["Школа", "Пусто", "По годам"]
    assert [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in sheets] == [
        [["Сведения", "Значение"], ["Код", "01"], ["=Имя", None]],
        [["Год"]],
        [["Год", "ИОР"], ["2024", 0.5], ["2025", 0.5]],
    ]
    assert sheets[0]["A3"].data_type == "s"
    assert [sheet.freeze_panes for sheet in sheets] == ["A2"] * 3
    assert (sheets[0].column_dimensions["B"].width, sheets[2].column_dimensions["A"].width) == (
        20.7109375,
        18.7109375,
    )


def test_figures_are_numbers_in_their_own_format():
    rows = [(Figure(Decimal("0.523"), INDEX), Figure(Fraction(19, 27), SHARE), Figure(None, SHARE))] * 2
    sheet = openpyxl.load_workbook(io.BytesIO(write_sheets([Sheet("Лист", "абв", rows)]))).active
    assert [cell.value for cell in sheet[3]] == [0.523, pytest.approx(19 / 27), None]
    assert [sheet.cell(3, column).number_format for column in (1, 2)] == ["0.0000##", "0.00%"]
