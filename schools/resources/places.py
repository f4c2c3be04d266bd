"""Layouts of schools, their years and their context characteristics."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from mentorship.spreadsheets.cells import (
    CLEAR,
    AcademicYear,
    Code,
    Date,
    DecimalCell,
    Integer,
    Text,
    Url,
    YesNo,
)
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.registry import register
from mentorship.spreadsheets.upsert import Upsert
from mentorship.spreadsheets.words import fold
from schools.enums import ListKind
from schools.models import ContextValue, Municipality, School, SchoolKind, SchoolYear
from schools.resources.finding import BATCH, by_code, no_school, schools_named

# Rows read at a time for an export.
PIECE = 2000

# Fifteen digits in all: so many SQLite keeps exactly.
VALUE = DecimalCell(min=-999_999_999, max=999_999_999)

M = TypeVar("M", bound=Model)


@register
class SchoolsLayout(Layout):
    """Schools; a municipality that is not known yet is made."""

    kind = "schools"
    title = "Школы"
    order = 10
    makes_municipality = True
    key = ("code",)
    columns = (
        Column("code", "Код ОО", Code(30), required=True),
        Column("municipality", "Муниципалитет", Text(200), required=True),
        Column("name", "Наименование", Text(250), required=True),
        Column("kind", "Вид", Text(200)),
        Column("is_elevated", "Повышенный уровень", YesNo()),
        Column("is_base", "Опорная ОО", YesNo()),
        Column("site", "Сайт", Url()),
        Column("mentoring_page", "Страница «Наставничество»", Url()),
        Column("page_updated_date", "Дата обновления страницы", Date()),
        Column("resource_section", "Раздел «Ресурсный центр наставнических практик»", Url()),
    )
    _plain = (
        "name",
        "is_elevated",
        "is_base",
        "site",
        "mentoring_page",
        "page_updated_date",
        "resource_section",
    )

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write schools; the municipality of a stored one never changes by a file."""
        known = by_code(
            School.objects.select_related("municipality", "kind"), (row.get("code") for row in rows)
        )
        municipalities, kinds = Dictionary(Municipality), Dictionary(SchoolKind)
        schools = Upsert(School, context.report)
        for row in rows:
            school = known.find(row.get("code"))
            municipality = _municipality(row, school, municipalities, context)
            if "municipality" in row and municipality is None:
                continue
            values = row.given(*self._plain)
            if "kind" in row:
                word = row.get("kind")
                values["kind"] = kinds.get_or_add(word) if word else row.values["kind"]
            schools.put(row, school, values, {"code": row.get("code"), "municipality": municipality})
        if not context.report.errors:
            schools.flush()

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the schools by code."""
        schools = School.objects.of_municipality(context.municipality).select_related("municipality", "kind")
        for school in schools.order_by("code"):
            plain = {name: getattr(school, name) for name in self._plain}
            names = {"municipality": school.municipality.name, "kind": school.kind and school.kind.name}
            yield {"code": school.code, **plain, **names}


def _municipality(
    row: Row, school: School | None, known: Dictionary[Municipality], context: Context
) -> Municipality | None:
    """The municipality a row names, None after an error: a file takes no school over."""
    name, own = row.get("municipality"), context.municipality
    report = context.report
    if school is not None and own not in (None, school.municipality):
        report.error(row, "code", "Школа с этим кодом уже есть в другом муниципалитете: проверьте код.")
    elif school is not None and name and fold(name) != school.municipality.key:
        stored = f"Школа с этим кодом записана в муниципалитете «{school.municipality}»"
        report.error(row, "municipality", f"{stored}: таблица этого не меняет, исправьте код или название.")
    elif own is not None and name and fold(name) != own.key:
        report.error(row, "municipality", f"Ожидается «{own}»: загрузка идёт в этот муниципалитет.")
    elif name:
        return known.get_or_add(name)
    return None


@register
class SchoolYearsLayout(Layout):
    """What is known of a school in a school year; computed quartiles are not stored, so they stay blank."""

    kind = "school_years"
    title = "Учебные годы школ"
    order = 20
    key = ("school", "year")
    columns = (
        Column("school", "Код ОО", Code(30)),
        Column("year", "Учебный год", AcademicYear()),
        Column("results_index", "ИОР", DecimalCell(min=0, max=1)),
        Column("results_quartile", "Квартиль ИОР", Integer(min=1, max=4)),
        Column("wellbeing_index", "ИСБШ", DecimalCell(min=0, max=1)),
        Column("wellbeing_quartile", "Квартиль ИСБШ", Integer(min=1, max=4)),
        Column("final_exams", "ГИА", DecimalCell(min=0, max=999)),
        Column("national_tests", "ВПР", DecimalCell(min=0, max=999)),
        Column("has_low_results", "ШНОР", YesNo()),
        Column("has_hard_conditions", "ШССУ", YesNo()),
        Column("order", "Приказ", Text(250)),
        Column("teacher_count", "Педагогов всего", Integer()),
        Column("novice_count", "Молодых специалистов", Integer()),
        Column("student_count", "Обучающихся всего", Integer()),
        Column("student_10_19_count", "Обучающихся 10–19 лет", Integer()),
        Column("student_15_19_count", "Обучающихся 15–19 лет", Integer()),
    )
    _plain = tuple(column.name for column in columns[2:])

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the years of known schools."""
        schools = schools_named(rows, context)
        known = _of_schools(SchoolYear, schools, "school_id", "year")
        written = Upsert(SchoolYear, context.report)
        for row in rows:
            school = schools.of(row, "school", context.report, no_school(context))
            if school is None:
                continue
            stored = known.find(school.pk, row.get("year"))
            key = {"school": school, "year": row.get("year")}
            values = row.given(*self._plain)
            year = written.put(row, stored, {**values, **_days_to_clear(stored, values)}, key)
            self._check(row, year, context)
        if not context.report.errors:
            written.flush()

    def _check(self, row: Row, year: SchoolYear, context: Context) -> None:
        """Novices are teachers, too: said in their column, stored values included."""
        novices, teachers = year.novice_count, year.teacher_count
        if novices is not None and teachers is not None and novices > teachers:
            context.report.warn(row, "novice_count", "Молодых специалистов больше, чем педагогов всего.")

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the years by school code."""
        of_year = SchoolYear.objects.filter(school__in=School.objects.of_municipality(context.municipality))
        for row in of_year.select_related("school").order_by("school__code", "year").iterator(PIECE):
            plain = {name: getattr(row, name) for name in self._plain}
            yield {"school": row.school.code, "year": row.year, **plain}


def _days_to_clear(stored: SchoolYear | None, values: Mapping[str, Any]) -> dict[str, None]:
    """The day a school was taken off a list goes with the flag: nobody is taken off without having stood."""
    if stored is None:
        return {}
    return {
        f"{kind}_ended": None
        for kind in ListKind
        if values.get(f"has_{kind}") in (False, CLEAR) and getattr(stored, f"{kind}_ended")
    }


@register
class SchoolContextLayout(Layout):
    """Context characteristics of schools, from which ИСБШ is computed."""

    kind = "school_context"
    title = "Характеристики школ"
    order = 30
    key = ("school", "year", "characteristic")
    columns = (
        Column("school", "Код ОО", Code(30)),
        Column("year", "Учебный год", AcademicYear()),
        Column("characteristic", "Характеристика", Text(200)),
        Column("value", "Значение", VALUE, needed=True),
    )

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the characteristics of known schools."""
        schools = schools_named(rows, context)
        known = _of_schools(ContextValue, schools, "school_id", "year", "characteristic")
        written = Upsert(ContextValue, context.report)
        for row in rows:
            school = schools.of(row, "school", context.report, no_school(context))
            if school is None:
                continue
            stored = known.find(school.pk, row.get("year"), row.get("characteristic"))
            key = {"school": school, **row.given("year", "characteristic")}
            written.put(row, stored, row.given("value"), key)
        if not context.report.errors:
            written.flush()

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the characteristics by school code."""
        values = ContextValue.objects.filter(school__in=School.objects.of_municipality(context.municipality))
        rows = values.select_related("school").order_by("school__code", "year", "characteristic_key")
        for row in rows.iterator(PIECE):
            plain = {name: getattr(row, name) for name in ("year", "characteristic", "value")}
            yield {"school": row.school.code, **plain}


def _of_schools(model: type[M], schools: Lookup[School], *key: str) -> Lookup[M]:
    """The stored rows of these schools by their key."""
    pks = [school.pk for school in schools]
    parts = (
        model._default_manager.select_related("school").filter(school__in=pks[start : start + BATCH])
        for start in range(0, len(pks), BATCH)
    )
    return Lookup((row for part in parts for row in part), *key)
