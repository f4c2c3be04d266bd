"""A layout of schools that only these tests know: every part of the engine has something to do."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from mentorship.spreadsheets import registry
from mentorship.spreadsheets.cells import Code, Date, DecimalCell, Text, Url, YesNo
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.layout import Column, Layout
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.upsert import Upsert
from schools.models import Municipality, School, SchoolKind
from tests.workbooks import workbook

KIND = "test_schools"
GOOD = ["01", "Лесной район", "СОШ № 1", None, "да", None, None]
OTHER = ["02", "Лесной район", "СОШ № 2", None, None, None, None]
HEADINGS = ["Код", "Район", "Название", "Вид", "Опорная", "Сайт", "Обновлено"]


class SchoolsLayout(Layout):
    """Schools of known municipalities."""

    kind = KIND
    title = "Школы для проверки"
    key = ("code",)
    option_names = ("columns_describe",)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", "Код", Code(30)),
        Column("municipality", "Район", Text(200), required=True),
        Column("name", "Название", Text(250), required=True),
        Column("kind", "Вид", Text(200)),
        Column("is_base", "Опорная", YesNo()),
        Column("site", "Сайт", Url()),
        Column("page_updated_date", "Обновлено", Date()),
    )

    def extra_columns(self, headings):
        """A column that depends on the file."""
        return [
            Column("index", heading, DecimalCell(0, 1))
            for heading in headings
            if heading.startswith("индекс")
        ]

    def apply(self, rows, context):
        """Write the schools; a municipality that is not stored is an error."""
        places = Lookup(Municipality.objects.all(), "name")
        kinds = Dictionary(SchoolKind)
        stored = Lookup(School.objects.select_related("kind"), "code")
        schools = Upsert(School, context.report)
        for row in rows:
            values: dict[str, Any] = row.given("name", "is_base", "site", "page_updated_date")
            if "municipality" in row:
                values["municipality"] = places.of(row, "municipality", context.report, "Такого района нет.")
            if row.get("kind"):
                values["kind"] = kinds.get_or_add(row.get("kind"))
            else:
                values.update(row.given("kind"))
            schools.put(row, stored.find(row.get("code")), values, {"code": row.get("code")})
        schools.flush()

    def export(self, context):
        """Every school by code."""
        for school in School.objects.select_related("municipality", "kind").order_by("code"):
            yield {
                "code": school.code,
                "municipality": school.municipality.name,
                "name": school.name,
                "kind": school.kind and school.kind.name,
                "is_base": school.is_base,
                "site": school.site,
                "page_updated_date": school.page_updated_date,
            }


class SecretLayout(SchoolsLayout):
    """A kind that does not leave the portal."""

    kind = "test_secret"
    title = "Тайное"
    permissions = ("campaigns.change",)
    export_refusal = "Это не выгружается."


@pytest.fixture(autouse=True)
def _layouts(monkeypatch):
    monkeypatch.setitem(registry._LAYOUTS, "test_schools", SchoolsLayout)
    monkeypatch.setitem(registry._LAYOUTS, "test_secret", SecretLayout)


@pytest.fixture
def load(municipality: Municipality) -> Callable:
    """Import rows under the usual headings: `load(["1", "Лесной район", …])`."""

    def run(*rows: list, headings: list | None = None, **options: Any) -> Any:
        data = workbook(HEADINGS if headings is None else headings, *rows)
        return run_import("test_schools", data, by=None, name="школы.xlsx", **options)

    return run


@pytest.fixture
def folder(settings, tmp_path):
    """An empty MEDIA_ROOT."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"
