"""import_xlsx and export_xlsx as an administrator runs them."""

import json

import pytest
from django.core.management import CommandError, call_command

from mentorship.audit.models import Entry
from mentorship.spreadsheets import registry
from mentorship.spreadsheets.importing import run_import
from schools.models import Municipality, School
from tests.spreadsheets.conftest import HEADINGS
from tests.workbooks import workbook

GOOD = ["01", "Лесной район", "СОШ № 1", None, None, None, None]
BAD = ["02", "Степной район", "СОШ № 2", None, "может быть", None, None]

pytestmark = pytest.mark.usefixtures("municipality")


@pytest.fixture
def file(tmp_path):
    """Write a workbook and return its path."""

    def make(*rows, headings=HEADINGS):
        path = tmp_path / "школы.xlsx"
        path.write_bytes(workbook(headings, *rows))
        return str(path)

    return make


def test_good_file_is_stored(file, capsys):
    call_command("import_xlsx", "test_schools", file(GOOD), "--json")
    assert json.loads(capsys.readouterr().out) == {
        "kind": "test_schools",
        "rows": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "warnings": [],
        "errors": [],
    }
    assert School.objects.get().code == "01"


def test_bad_file_ends_with_code_one_and_stores_nothing(file, capsys):
    with pytest.raises(SystemExit) as caught:
        call_command("import_xlsx", "test_schools", file(GOOD, BAD), "--json")
    assert caught.value.code == 1
    message = "Ожидается «да» или «нет» (также «+» и «-», 1 и 0, ИСТИНА и ЛОЖЬ)."
    assert json.loads(capsys.readouterr().out)["errors"] == [
        {"row": 3, "column": "Опорная", "value": "может быть", "message": message}
    ]
    assert not School.objects.exists()


def test_dry_run_stores_nothing(file, capsys):
    call_command("import_xlsx", "test_schools", file(GOOD), "--dry-run")
    assert capsys.readouterr().out == (
        "Строк: 1, новых: 1, изменённых: 0, без изменений: 0. Это проверка: ничего не сохранено.\n"
    )
    assert not School.objects.exists()


def test_summary_is_russian(file, capsys):
    headings = [*HEADINGS, "Примечание"]
    with pytest.raises(SystemExit):
        call_command("import_xlsx", "test_schools", file([*GOOD, "х"], BAD, headings=headings))
    assert capsys.readouterr().out.splitlines() == [
        "Предупреждение: строка 1, столбец «Примечание»: Такого столбца в этой таблице нет: он пропущен.",
        (
            "Ошибка: строка 3, столбец «Опорная» (стоит «может быть»): "
            "Ожидается «да» или «нет» (также «+» и «-», 1 и 0, ИСТИНА и ЛОЖЬ)."
        ),
        "Строк: 2, новых: 0, изменённых: 0, без изменений: 0. Ошибок: 1. Ничего не сохранено.",
    ]


def test_many_errors_are_cut_short_in_the_summary(file, capsys):
    rows = [[str(number), *BAD[1:]] for number in range(60)]
    with pytest.raises(SystemExit):
        call_command("import_xlsx", "test_schools", file(*rows))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 52
    assert lines[-2] == "… и ещё 10; все — с --json."


def test_municipality_is_found_whatever_the_spelling(file):
    call_command("import_xlsx", "test_schools", file(GOOD), "--municipality", "лесной  РАЙОН", "--json")
    assert School.objects.count() == 1


def test_kind_that_makes_municipalities_takes_the_name_of_a_new_one(file):
    headings, row = ["Код ОО", "Муниципалитет", "Наименование"], ["01", "Степной  район", "СОШ № 1"]
    call_command(
        "import_xlsx", "schools", file(row, headings=headings), "--municipality", "степной район", "--json"
    )
    assert School.objects.get().municipality.name == "Степной район"


def test_new_municipality_that_no_row_names_is_not_made(file, capsys):
    headings, row = ["Код ОО", "Муниципалитет", "Наименование"], ["01", "Лесной район", "СОШ № 1"]
    with pytest.raises(SystemExit):
        call_command(
            "import_xlsx", "schools", file(row, headings=headings), "--municipality", "Лестной район"
        )
    assert "Ожидается «Лестной район»: загрузка идёт в этот муниципалитет." in capsys.readouterr().out
    assert [str(place) for place in Municipality.objects.all()] == ["Лесной район"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["котики", "x.xlsx"], "Вида «котики» нет. Есть: "),
        (["test_schools", "нет-такого.xlsx"], "Файл «нет-такого.xlsx» не открывается: такого файла нет."),
        (
            ["test_schools", "x.xlsx", "--municipality", "Нигде"],
            "Муниципалитета «Нигде» нет. Есть: Лесной район.",
        ),
    ],
)
def test_wrong_call_is_explained(arguments, message):
    with pytest.raises(CommandError) as caught:
        call_command("import_xlsx", *arguments)
    assert str(caught.value).startswith(message)


def test_option_reaches_only_the_kind_that_knows_it(file, monkeypatch):
    monkeypatch.setattr(registry._LAYOUTS["test_schools"], "option_names", ())
    with pytest.raises(CommandError, match="не понимает параметра --columns-describe"):
        call_command("import_xlsx", "test_schools", file(GOOD), "--columns-describe", "mentee")


def test_export_gives_the_same_rows_back(file, tmp_path, capsys):
    call_command("import_xlsx", "test_schools", file(GOOD))
    target = tmp_path / "обратно.xlsx"
    call_command("export_xlsx", "test_schools", str(target))
    assert f"Записано строк: 1, файл {target}." in capsys.readouterr().out
    assert run_import("test_schools", target, by=None, dry_run=True).unchanged == 1
    entries = Entry.objects.filter(action__in=["import", "export"]).order_by("pk")
    assert list(entries.values_list("action", flat=True)) == ["import", "export"]


@pytest.mark.parametrize(
    ("kind", "target", "message"),
    [
        ("test_secret", "x.xlsx", "Это не выгружается."),
        ("котики", "x.xlsx", "Вида «котики» нет."),
        ("test_schools", "нет/такой/папки/x.xlsx", "не записывается: такой папки нет."),
    ],
)
def test_wrong_export_is_explained(kind, target, message, tmp_path):
    with pytest.raises(CommandError) as caught:
        call_command("export_xlsx", kind, str(tmp_path / target))
    assert message in str(caught.value)
    assert list(tmp_path.iterdir()) == []
