"""An import as a whole: all rows or none, every error, each row counted once, nothing changed by a repeat."""

from datetime import date

import pytest

from mentorship.audit.models import Entry
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.layout import LayoutRefused
from schools.models import School, SchoolKind

FIRST = ["01", "Лесной район", "СОШ № 1", "СОШ", "да", "https://one.example.org", date(2025, 9, 1)]
SECOND = ["02", "Лесной район", "СОШ № 2", None, None, None, None]

pytestmark = pytest.mark.usefixtures("municipality")


def errors_of(report):
    return [tuple(message) for message in report.errors]


def test_new_rows_are_created(load):
    report = load(FIRST, SECOND)
    assert report.as_json() == {
        "kind": "test_schools",
        "rows": 2,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "warnings": [],
        "errors": [],
    }
    first, second = School.objects.order_by("code")
    assert (first.name, first.kind.name, first.is_base) == ("СОШ № 1", "СОШ", True)
    assert (first.site, first.page_updated_date) == ("https://one.example.org", date(2025, 9, 1))
    assert (second.kind, second.is_base, second.site, second.page_updated_date) == (None, False, "", None)
    assert second.name_key == "сош № 2"


def test_repeat_changes_nothing(load):
    load(FIRST, SECOND)
    report = load(FIRST, SECOND)
    assert report.counts() == {"rows": 2, "created": 0, "updated": 0, "unchanged": 2}
    assert report.changes == []


def test_another_spelling_is_no_change(load):
    load(["01", "Лесной район", "Ёлкинская СОШ – филиал", "СОШ", "да", None, "01.09.2025"])
    report = load([" 01 ", "ЛЕСНОЙ  район", "елкинская  сош - филиал", "сош", "+", None, date(2025, 9, 1)])
    assert report.counts() == {"rows": 1, "created": 0, "updated": 0, "unchanged": 1}
    assert School.objects.get().name == "Ёлкинская СОШ – филиал"
    assert SchoolKind.objects.count() == 1


def test_changed_cell_is_updated_and_told(load):
    load(FIRST, SECOND)
    report = load([*FIRST[:2], "Гимназия", "гимназия", "нет", *FIRST[5:]], SECOND)
    assert report.counts() == {"rows": 2, "created": 0, "updated": 1, "unchanged": 1}
    assert [(change.row, change.column, change.old, change.new) for change in report.changes] == [
        (2, "Название", "СОШ № 1", "Гимназия"),
        (2, "Опорная", "да", "нет"),
        (2, "Вид", "СОШ", "гимназия"),
    ]
    school = School.objects.get(code="01")
    assert (school.name, school.name_key, school.is_base, school.kind.name) == (
        "Гимназия",
        "гимназия",
        False,
        "гимназия",
    )


def test_blank_cell_leaves_the_stored_value(load):
    load(FIRST)
    assert load(["01", None, None, None, None, None, None]).unchanged == 1
    assert load(["01", "Лесной район", "СОШ № 1"], headings=["Код", "Район", "Название"]).unchanged == 1
    assert School.objects.get().site == "https://one.example.org"


def test_word_that_clears_empties_the_field(load):
    load(FIRST)
    report = load(["01", None, None, "удалить", "Удалить", "удалить", "УДАЛИТЬ"])
    assert report.counts() == {"rows": 1, "created": 0, "updated": 1, "unchanged": 0}
    school = School.objects.get()
    assert (school.kind, school.is_base, school.site, school.page_updated_date) == (None, False, "", None)
    assert load(["01", None, None, "удалить", None, None, None]).unchanged == 1


def test_word_that_clears_is_an_error_where_a_value_must_be(load):
    report = load(
        ["удалить", None, None], ["01", "удалить", "удалить"], headings=["Код", "Район", "Название"]
    )
    message = "Эту ячейку нельзя очистить словом «удалить»: впишите значение."
    assert errors_of(report) == [
        (2, "Код", "удалить", message),
        (3, "Район", "удалить", message),
        (3, "Название", "удалить", message),
    ]


def test_new_row_needs_its_required_cells(load):
    message = "Ячейка пуста, а для новой записи она обязательна."
    report = load(["01", None, None, None, None, None, None])
    assert errors_of(report) == [(2, "Район", "", message), (2, "Название", "", message)]


def test_every_error_of_every_row_is_told_and_nothing_stored(load):
    report = load(
        FIRST,
        ["02", "Лесной район", "СОШ № 2", None, "может быть", "school.example", "31.02.2025"],
        ["03", "Степной район", "СОШ № 3", None, None, None, None],
        [None, "Лесной район", "СОШ № 4", None, None, None, None],
    )
    assert errors_of(report) == [
        (3, "Опорная", "может быть", "Ожидается «да» или «нет» (также «+» и «-», 1 и 0, ИСТИНА и ЛОЖЬ)."),
        (3, "Сайт", "school.example", "Ожидается адрес страницы, который начинается с http:// или https://."),
        (3, "Обновлено", "31.02.2025", "Такого дня нет в календаре; ожидается дата вида 15.09.2025."),
        (4, "Район", "Степной район", "Такого района нет."),
        (5, "Код", "", "Ячейка пуста, а по ней различаются строки: заполните её."),
    ]
    assert report.counts() == {"rows": 4, "created": 0, "updated": 0, "unchanged": 0}
    assert not School.objects.exists()
    assert not SchoolKind.objects.exists()


def test_formula_that_failed_is_an_error(load):
    report = load(FIRST, ["02", "Лесной район", "#N/A", None, None, None, None])
    message = "Формула в ячейке дала ошибку: исправьте формулу или впишите значение."
    assert errors_of(report) == [(3, "Название", "#ошибка", message)]


def test_same_key_twice_names_both_rows(load):
    report = load(FIRST, SECOND, [" 01", *FIRST[1:]])
    assert errors_of(report) == [(4, "Код", " 01", "Строки 2 и 4 говорят об одном и том же: оставьте одну.")]


def test_unknown_columns_are_warned_of_once_and_ignored(load):
    report = load([*FIRST, "а", "б"], [*SECOND, "в", None], headings=[*_headings(), "Примечание", "Телефон"])
    assert [tuple(message)[:2] for message in report.warnings] == [(1, "Примечание"), (1, "Телефон")]
    assert report.created == 2


def test_headings_far_to_the_right_are_warned_of_once(load):
    report = load(FIRST, headings=[*_headings(), *[None] * 200, "далеко", "дальше"])
    assert [tuple(message) for message in report.warnings] == [
        (1, "", "", "Столбцы правее 200-го не читаются.")
    ]
    assert report.created == 1


def test_columns_of_the_file_are_read_by_their_own_cells(load):
    report = load([*FIRST, 0.5], [*SECOND, 5], headings=[*_headings(), "индекс"])
    assert errors_of(report) == [(3, "индекс", "5", "Ожидается число от 0 до 1.")]
    assert report.warnings == []


def test_missing_heading_is_an_error_on_the_heading_row(load):
    report = load(["01", "Лесной район"], headings=["Код", "Район"])
    assert errors_of(report) == [(1, "Название", "", "Нет обязательного столбца «Название».")]
    assert report.rows == 1


def test_heading_that_stands_twice_is_an_error(load):
    report = load([*FIRST, "02"], headings=[*_headings(), "код"])
    assert errors_of(report) == [(1, "Код", "", "Столбец с этим заголовком стоит дважды: оставьте один.")]


def test_file_that_the_gate_refuses_is_an_error_of_the_whole_file():
    report = run_import("test_schools", b"a;b", by=None, name="школы.csv")
    assert [(error.row, error.column, error.value) for error in report.errors] == [(0, "", "школы.csv")]
    assert report.errors[0].message.startswith("«школы.csv» — не книга Excel")


def test_dry_run_counts_and_stores_nothing(load):
    report = load(FIRST, SECOND, dry_run=True)
    assert report.counts() == {"rows": 2, "created": 2, "updated": 0, "unchanged": 0}
    assert not School.objects.exists()
    assert not Entry.objects.filter(action="import").exists()


def test_import_is_entered_into_the_journal(load):
    load(FIRST)
    entry = Entry.objects.get(action="import")
    assert (entry.action, entry.text, entry.by) == ("import", "Школы для проверки", None)
    assert (entry.data["kind"], entry.data["name"], entry.data["created"]) == (
        "test_schools",
        "школы.xlsx",
        1,
    )
    assert len(entry.data["sha256"]) == 64


def test_refused_import_leaves_no_entry(load):
    load(["01", "Степной район", "СОШ"], headings=["Код", "Район", "Название"])
    assert not Entry.objects.filter(action="import").exists()


def test_option_of_another_kind_is_refused(load):
    with pytest.raises(LayoutRefused, match="не понимает параметра --no-such"):
        load(FIRST, options={"no_such": "1"})


def test_unknown_kind_names_those_there_are():
    with pytest.raises(LayoutRefused, match=r"Вида «котики» нет\. Есть: .*test_schools"):
        run_import("котики", b"", by=None)


def test_thousands_of_rows_take_few_queries(load, django_assert_max_num_queries):
    rows = [
        [f"{number:05}", "Лесной район", f"СОШ № {number}", "СОШ", "да", None, None] for number in range(2000)
    ]
    # half of them write the versions that schools keep
    with django_assert_max_num_queries(120):
        assert load(*rows).created == 2000
    changed = [[*row[:4], "нет", None, None] for row in rows]
    with django_assert_max_num_queries(120):
        assert load(*changed).updated == 2000


def _headings():
    return ["Код", "Район", "Название", "Вид", "Опорная", "Сайт", "Обновлено"]
