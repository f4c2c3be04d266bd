"""The Excel layout of the reports: figures that people enter (contract §3, `statistics`)."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentorship.spreadsheets.cells import AcademicYear, Choice, Code, Date, Integer, Text
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.registry import register
from mentorship.spreadsheets.upsert import Upsert
from reports.indicators.beyond import KNOWN
from reports.models import Statistic
from reports.registers.layouts import RegisterLayout
from schools.models import Municipality, School

__all__ = ["RegisterLayout", "StatisticsLayout"]

# Imports record what is (contract §3): a page refuses such a figure, a workbook is warned about it.
NUMERATOR_ABOVE = "Числитель больше знаменателя: проверьте строку."


@register
class StatisticsLayout(Layout):
    """Numerator and denominator of an indicator for a school or the whole municipality."""

    kind = "statistics"
    title = "Внесённые цифры показателей"
    order = 100
    columns = (
        Column("municipality", "Муниципалитет", Text(200)),
        Column("school", "Код ОО", Code(30), blank_ok=True),
        Column("year", "Учебный год", AcademicYear()),
        Column("indicator", "Показатель", Choice({code: code for code in KNOWN})),
        Column("numerator", "Числитель", Integer(), needed=True),
        Column("denominator", "Знаменатель", Integer()),
        Column("date", "Дата", Date()),
        Column("source", "Источник", Text(300)),
    )
    key = ("municipality", "school", "year", "indicator", "date")

    def apply(self, rows: list[Row], context: Context) -> None:
        """A row of a school names a school of the municipality."""
        municipalities = Lookup(Municipality.objects.all(), "name")
        schools = Lookup(School.objects.all(), "code")
        stored = Lookup(Statistic.objects.all(), *self._attributes)
        upsert = Upsert(Statistic, context.report)
        for row in rows:
            owner = self._owner(row, context, municipalities, schools)
            if owner is None:
                continue
            municipality, school = owner
            found = stored.find(
                municipality.pk, school and school.pk, row.get("year"), row.get("indicator"), row.get("date")
            )
            values = row.given("numerator", "denominator", "source", "year", "indicator", "date")
            owners = {"municipality": municipality, "school": school}
            statistic = upsert.put(row, found, values, {**owners, "entered_by": context.by})
            part, whole = statistic.numerator, statistic.denominator
            if part is not None and whole is not None and part > whole:
                context.report.warn(row, "numerator", NUMERATOR_ABOVE)
        upsert.flush()

    _attributes = ("municipality_id", "school_id", "year", "indicator", "date")

    def _owner(
        self, row: Row, context: Context, municipalities: Lookup[Municipality], schools: Lookup[School]
    ) -> tuple[Municipality, School | None] | None:
        """Whose figure it is; None when the row names what is not there."""
        report = context.report
        municipality = municipalities.of(row, "municipality", report, "Такого муниципалитета на портале нет.")
        if municipality is None:
            return None
        if context.municipality and municipality != context.municipality:
            report.error(row, "municipality", f"Загружаются цифры муниципалитета «{context.municipality}».")
            return None
        if "school" not in row:
            return municipality, None
        school = schools.of(row, "school", report, "Школы с таким кодом на портале нет.")
        if school is None:
            return None
        if school.municipality_id != municipality.pk:
            report.error(row, "school", f"Школа «{school}» — другого муниципалитета.")
            return None
        return municipality, school

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Rows of the municipality, by indicator and date."""
        rows = Statistic.objects.select_related("municipality", "school").order_by(
            "municipality__key", "indicator", "date", "school__code"
        )
        if context.municipality:
            rows = rows.filter(municipality=context.municipality)
        for row in rows.iterator(chunk_size=2000):
            yield {
                "municipality": row.municipality.name,
                "school": row.school.code if row.school else None,
                **{name: getattr(row, name) for name in ("year", "indicator", "numerator", "denominator")},
                "date": row.date,
                "source": row.source,
            }
