"""The rules that contract §3 sets for every kind of workbook, held against each of them."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.db import transaction

from mentorship.spreadsheets import registry
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.report import ImportReport
from schools.models import Municipality
from tests.journeys.rows_of_kinds import HEADINGS, KINDS, REQUIRED, ROWS, counts, fill_portal, load
from tests.workbooks import saved, sheet_of

EXPORTED = [kind for kind in KINDS if kind != "answers"]
# What cannot be empty although its heading may be missing from a file of changes.
NEEDED = {
    "diagnostics": ["Предметные компетенции", "Методические компетенции", "Максимум"],
    "school_context": ["Значение"],
    "statistics": ["Числитель"],
    "pairs": ["Код наставника", "Дата начала", "Состояние"],
}
YES = ("+", "1", 1, True, "ДА", "Истина", "true")
NO = ("-", "—", "−", "0", 0, False, "НЕТ", "ложь")


@pytest.fixture(autouse=True)
def portal(db: None) -> None:
    """Schools and teachers."""
    fill_portal()


@pytest.fixture
def own() -> Municipality:
    """The municipality of most rows."""
    return Municipality.objects.get(name="Лесной район")


def stored() -> dict[str, int]:
    """How many rows every table of the portal holds."""
    models = [model for model in apps.get_models() if not model.__module__.startswith("django.")]
    return {model._meta.label: model._default_manager.count() for model in models}


def exported(kind: str, municipality: Municipality | None) -> tuple[int, bytes]:
    """How many rows an export holds, and the workbook."""
    stream = io.BytesIO()
    return export_layout(kind, stream, municipality=municipality, by=None), stream.getvalue()


def returns_unchanged(kind: str, municipality: Municipality | None = None) -> bool:
    """Whether an export changes nothing when it is imported again."""
    number, data = exported(kind, municipality)
    report = run_import(kind, data, by=None, municipality=municipality)
    return counts(report) == (0, 0, number, 0)


def without(kind: str, heading: str) -> ImportReport:
    """Import the kind's rows without one column, under a title."""
    place = HEADINGS[kind].index(heading)
    headings = [name for name in HEADINGS[kind] if name != heading]
    rows = [row[:place] + row[place + 1 :] for row in ROWS[kind]]
    return load(kind, headings, *rows, headings=["Выгрузка"])


@pytest.mark.parametrize("kind", KINDS)
def test_headings_are_those_of_the_contract(kind: str) -> None:
    layout = registry.get(kind)
    known = [
        column.heading for column in layout.columns if column.heading != "Код педагога" or kind != "bank"
    ]
    fixed = HEADINGS[kind][:3] if kind == "answers" else HEADINGS[kind]
    assert known == fixed
    assert [column.heading for column in layout.required_columns()] == REQUIRED[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_is_counted_once_and_repeats_unchanged(kind: str) -> None:
    number = len(ROWS[kind])
    assert counts(load(kind, *ROWS[kind])) == (number, 0, 0, 0)
    before = stored()
    again = load(kind, *ROWS[kind])
    assert (again.rows, counts(again)) == (number, (0, 0, number, 0))
    assert stored() == before | {"audit.Entry": before["audit.Entry"] + 1}


def spelled(value: Any, number: int) -> Any:
    """A cell as somebody else would type it."""
    if isinstance(value, date):
        return f" {value:%d.%m.%Y}" if number % 2 else datetime(value.year, value.month, value.day, 13, 45)
    if isinstance(value, int):
        return float(value) if number % 2 else f"\u00a0{value}"
    if isinstance(value, float):
        return f"{value}0".replace(".", ",")
    if value in ("да", "нет"):
        words = YES if value == "да" else NO
        return words[number % len(words)]
    if not isinstance(value, str) or "@" in value or "://" in value:
        return value
    folded = value.replace("ё", "е").replace("Ё", "Е").replace("–", "—").replace(" ", "\u00a0 ")
    return f" {folded.upper() if number % 2 else folded.lower()} "


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", range(4))
def test_rows_that_differ_in_spelling_only_are_unchanged(kind: str, number: int) -> None:
    load(kind, *ROWS[kind])
    width = len(HEADINGS[kind])
    order = sorted(range(width), key=lambda place: (place * 7 + number) % width)
    headings = [spelled(HEADINGS[kind][place], number).replace("—", "-") for place in order]
    rows = [
        [spelled(row[place], number + row_at) for place in order] for row_at, row in enumerate(ROWS[kind])
    ]
    note = [None] * width + ["проверено"]
    sheet = [["Выгрузка"], [], [*headings, "Примечание"], [], [*rows[0], "да"], note, ["\u00a0"], *rows[1:]]
    book = sheet_of(sheet)
    book.active.insert_cols(1, 2)
    book.active.insert_rows(1, 4)
    hidden = book.create_sheet("Справочник", 0)
    hidden.append(HEADINGS[kind])
    hidden.sheet_state = "hidden"

    report = run_import(kind, saved(book), by=None)

    assert [str(error) for error in report.errors] == []
    assert [(warning.row, warning.column) for warning in report.warnings] == [(7, "Примечание")]
    assert counts(report) == (0, 0, len(rows), 0)


@pytest.mark.parametrize("kind", KINDS)
def test_required_heading_that_is_missing_is_an_error_on_the_heading_row(kind: str) -> None:
    before = stored()
    for heading in REQUIRED[kind]:
        report = without(kind, heading)
        assert [(error.row, error.column) for error in report.errors] == [(2, heading)]
    assert stored() == before


@pytest.mark.parametrize("kind", KINDS)
def test_optional_heading_that_is_missing_leaves_its_field_alone(kind: str) -> None:
    load(kind, *ROWS[kind])
    unchanged = (0, 0, len(ROWS[kind]), 0)
    optional = [heading for heading in HEADINGS[kind] if heading not in REQUIRED[kind]]
    assert {heading: counts(without(kind, heading)) for heading in optional} == dict.fromkeys(
        optional, unchanged
    )


def outcome_of_clearing(kind: str, place: int) -> str:
    """What the word does in a cell of the first row; a cell it clears stays so, in a repeat and an export."""
    cleared = [*ROWS[kind][0]]
    cleared[place] = " Удалить"
    with transaction.atomic():
        report = load(kind, cleared)
        if not report.errors:
            assert counts(load(kind, cleared)) == (0, 0, 1, 0)
            assert kind == "answers" or returns_unchanged(kind)
        transaction.set_rollback(True)
    if report.errors:
        return f"error in {report.errors[0].column}"
    return "updated" if report.updated else "unchanged"


@pytest.mark.parametrize("kind", KINDS)
def test_word_that_clears_is_an_error_in_a_cell_that_cannot_be_empty(kind: str) -> None:
    load(kind, *ROWS[kind])
    for place, heading in enumerate(HEADINGS[kind]):
        if heading in REQUIRED[kind] + NEEDED.get(kind, []):
            assert outcome_of_clearing(kind, place) == f"error in {heading}"


@pytest.mark.parametrize("kind", KINDS)
def test_word_that_clears_empties_every_other_cell(kind: str) -> None:
    load(kind, *ROWS[kind])
    barred = REQUIRED[kind] + NEEDED.get(kind, [])
    # the form mentee_before does not ask whether one liked it
    barred += ["liked_participating"] if kind == "answers" else []
    found = {}
    for place, heading in enumerate(HEADINGS[kind]):
        if heading not in barred:
            held = ROWS[kind][0][place] not in (None, "нет")
            found[heading] = (outcome_of_clearing(kind, place), "updated" if held else "unchanged")
    assert {heading: outcome for heading, (outcome, _) in found.items()} == {
        heading: expected for heading, (_, expected) in found.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_same_key_twice_names_both_rows_and_stores_nothing(kind: str) -> None:
    before = stored()
    number = len(ROWS[kind])
    report = load(kind, *ROWS[kind], ROWS[kind][0])
    assert [error.row for error in report.errors] == [number + 2]
    assert f"Строки 2 и {number + 2} " in report.errors[0].message
    assert stored() == before


@pytest.mark.parametrize("kind", KINDS)
def test_dry_run_counts_and_stores_nothing(kind: str) -> None:
    before = stored()
    assert counts(load(kind, *ROWS[kind], dry_run=True)) == (len(ROWS[kind]), 0, 0, 0)
    assert stored() == before


@pytest.mark.parametrize("kind", KINDS)
def test_blank_key_is_named_with_its_row_and_column(kind: str) -> None:
    spoilt = [None, *ROWS[kind][-1][1:]]
    report = load(kind, ROWS[kind][0], spoilt)
    assert [(error.row, error.column) for error in report.errors] == [(3, HEADINGS[kind][0])]
    assert report.errors[0].message.startswith("Ячейка пуста")


@pytest.mark.parametrize("kind", EXPORTED)
def test_export_comes_back_unchanged_as_a_whole_and_by_municipality(kind: str) -> None:
    load(kind, *ROWS[kind])
    number, data = exported(kind, None)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    extra = ["Код педагога"] if len(next(sheet.values)) > len(HEADINGS[kind]) else []
    assert list(next(sheet.values)) == HEADINGS[kind] + extra
    assert number >= len(ROWS[kind])
    places = [None, *Municipality.objects.all()]
    assert {place: returns_unchanged(kind, place) for place in places} == dict.fromkeys(places, True)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_another_municipality_are_refused(kind: str, own: Municipality) -> None:
    load(kind, *ROWS[kind])
    before = stored()
    report = load(kind, *ROWS[kind], municipality=Municipality.objects.get(name="Степной район"))
    named = {error.row for error in report.errors}
    assert named == set(range(2, len(ROWS[kind]) + 2))
    assert stored() == before


def test_files_from_before_a_move_to_another_municipality_change_nothing(own: Municipality) -> None:
    for kind in KINDS:
        load(kind, *ROWS[kind])
    moved = load("staff", ["T1", "801", "Ёлкин", "Пётр"], headings=HEADINGS["staff"][:4])
    assert (counts(moved), len(moved.warnings)) == ((0, 1, 0, 0), 1)

    # the bank finds a person by the school of today
    kinds = [kind for kind in KINDS if kind != "bank"]
    before = stored()
    again = {kind: counts(load(kind, *ROWS[kind])) for kind in kinds}
    assert again == {kind: (0, 0, len(ROWS[kind]), 0) for kind in kinds}
    after = stored()
    assert after == before | {"audit.Entry": after["audit.Entry"]}
    places = [None, *Municipality.objects.all()]
    changed = [(kind, place) for kind in EXPORTED for place in places if not returns_unchanged(kind, place)]
    assert changed == []


WHOLE = "Ожидается целое число"
YES_OR_NO = "Ожидается «да» или «нет» (также «+» и «-», 1 и 0, ИСТИНА и ЛОЖЬ)."
CATEGORIES = "высшая", "первая", "соответствие занимаемой должности", "без категории"
ROLES = (
    "администратор портала",
    "руководитель наставнического центра",
    "методист",
    "школьный куратор",
    "руководитель ОО",
    "ответственный управления образования",
    "управление образования",
)
FORMS = (
    "Ученик – ученик",
    "Учитель – учитель",
    "Учитель – ученик",
    "Учащийся, находящийся в социально опасном положении – наставник",
    "Управленческая команда – управленческая команда",
)
STATES = (
    "предложена",
    "согласована",
    "закреплена",
    "действует",
    "приостановлена",
    "завершена",
    "расторгнута",
    "отменена",
)
SHEETS = "mentee_before", "mentee_after", "mentor_before", "mentor_after"


def one_of(words: tuple[str, ...]) -> str:
    """What an error says of a closed list."""
    return f"Допустимо: {'; '.join(words)}."


@pytest.mark.parametrize(
    ("kind", "column", "value", "allowed"),
    [
        ("school_years", "ИОР", "1,4", "Ожидается число от 0 до 1."),
        ("school_years", "ИСБШ", -0.1, "Ожидается число от 0 до 1."),
        ("school_years", "Квартиль ИОР", 5, f"{WHOLE} от 1 до 4."),
        ("school_years", "Педагогов всего", -1, f"{WHOLE} не меньше 0."),
        ("school_years", "ШНОР", "может быть", YES_OR_NO),
        ("schools", "Опорная ОО", 2, YES_OR_NO),
        (
            "schools",
            "Дата обновления страницы",
            "31.02.2020",
            "Такого дня нет в календаре; ожидается дата вида 15.09.2025.",
        ),
        ("staff", "Квалификационная категория", "вторая", one_of(CATEGORIES)),
        ("bank", "Предполагаемая категория наставляемого", "вторая", one_of(CATEGORIES)),
        ("roles", "Роль", "куратор", one_of(ROLES)),
        ("pairs", "Форма", "Тьютор – ученик", one_of(FORMS)),
        ("pairs", "Состояние", "активна", one_of(STATES)),
        ("answers", "Анкета", "mentee", one_of(SHEETS)),
        ("answers", "program_effectiveness", 11, "Допустимо: целое число от 1 до 10; «затрудняюсь»."),
        ("statistics", "Числитель", 1.5, f"{WHOLE} не меньше 0."),
        ("diagnostics", "Предметные компетенции", 101, "Балл больше максимума: допустимо от 0 до 100."),
    ],
)
def test_error_names_row_column_what_stood_there_and_what_is_allowed(
    kind: str, column: str, value: Any, allowed: str
) -> None:
    before = stored()
    spoilt = [*ROWS[kind][0]]
    spoilt[HEADINGS[kind].index(column)] = value
    report = load(kind, spoilt)
    shown = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    assert report.as_json()["errors"] == [{"row": 2, "column": column, "value": shown, "message": allowed}]
    assert stored() == before
