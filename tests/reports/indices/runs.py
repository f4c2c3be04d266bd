"""Runs of indices for tests: schools with data, sets, what the form posts."""

from decimal import Decimal
from html import unescape

from schools.enums import IndexKind
from schools.index_workflow import calculate
from schools.models import (
    ContextValue,
    School,
    SchoolKind,
    SchoolYear,
)
from tests.cast import TODAY, YEAR

INDICES, NEW = "/reports/school-indices/", "/reports/school-indices/new/"
POOR = "Доля малообеспеченных, %"
POOR_CODE = "context:доля малообеспеченных, %"
EXAMS = {"source": "final_exams", "weight": Decimal(1), "direction": "higher", "low": None, "high": None}
SET = {"indicators": [EXAMS], "kinds": []}


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def fill(municipality, count, year=YEAR):
    """Schools with ГИА, ИОР and a characteristic of a year."""
    kind, _ = SchoolKind.objects.get_or_create(name="СОШ")
    for place in range(1, count + 1):
        made, _ = School.objects.get_or_create(
            code=f"S{place:03}",
            defaults={"name": f"Школа {place}", "municipality": municipality, "kind": kind},
        )
        share = Decimal(place) / 1000
        SchoolYear.objects.create(school=made, year=year, final_exams=place, results_index=share)
        value = 100 - place if place % 2 else 90 - place
        ContextValue.objects.create(school=made, year=year, characteristic=POOR, value=value)


def calculated(place, parameters=None, index=IndexKind.RESULTS):
    return calculate(
        municipality=place, year=YEAR, index=index, parameters=parameters or SET, by=None, on=TODAY
    )


def indicators(*rows, kinds=()) -> dict[str, object]:
    """A posted set: rows of source, weight, direction, low, high."""
    data: dict[str, object] = {"indicators-TOTAL_FORMS": len(rows), "indicators-INITIAL_FORMS": len(rows)}
    for place, row in enumerate(rows):
        names = ("source", "weight", "direction", "low", "high")
        data |= {f"indicators-{place}-{name}": value for name, value in zip(names, row, strict=True)}
    return {**data, "kinds": list(kinds)}
