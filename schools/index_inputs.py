"""What an index can be computed from in a year, and the data of a population of schools."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min

from schools.indices.regression import RESULTS_INDEX
from schools.indices.spelling import plain
from schools.models import ContextValue, Municipality, School, SchoolKind, SchoolYear

# Figures of `SchoolYear` that may stand in a set of indicators.
FIELDS = {"final_exams": "ГИА", "national_tests": "ВПР"}
# A characteristic's code is its key behind this word, so that none can be taken for a field.
CONTEXT = "context:"
# Nobody sets more by hand; exact regression on more would make a page wait.
MOST_CHARACTERISTICS = 60
LONGEST_POPULATION = 300


class Source(NamedTuple):
    """Something measured: code and name, how many schools have it, its lowest and highest value."""

    code: str
    name: str
    schools: int
    low: Decimal
    high: Decimal


def indicators(municipality: Municipality, year: int) -> list[Source]:
    """ГИА, ВПР and the characteristics stored for the year; two queries."""
    rows = SchoolYear.objects.filter(school__municipality=municipality, year=year)
    wanted = {
        f"{field}_{name}": rule(field)
        for field in FIELDS
        for name, rule in (("schools", Count), ("low", Min), ("high", Max))
    }
    found = rows.aggregate(**wanted)
    fields = [
        Source(field, words, found[f"{field}_schools"], found[f"{field}_low"], found[f"{field}_high"])
        for field, words in FIELDS.items()
        if found[f"{field}_schools"]
    ]
    return fields + characteristics(municipality, year)


def characteristics(municipality: Municipality, year: int) -> list[Source]:
    """The context characteristics stored for the year, those that most schools have; one query."""
    rows = ContextValue.objects.filter(school__municipality=municipality, year=year).order_by()
    grouped = rows.values_list("characteristic_key").annotate(
        Min("characteristic"), held=Count("value"), low=Min("value"), high=Max("value")
    )
    found = grouped.order_by("-held", "characteristic_key")[:MOST_CHARACTERISTICS]
    return [Source(CONTEXT + key, name, held, low, high) for key, name, held, low, high in sorted(found)]


def years_with_data(municipality: Municipality) -> list[int]:
    """The school years of which anything is stored, the latest first; two queries."""
    stored = SchoolYear.objects.filter(school__municipality=municipality).order_by()
    measured = ContextValue.objects.filter(school__municipality=municipality).order_by()
    years = {
        *stored.values_list("year", flat=True).distinct(),
        *measured.values_list("year", flat=True).distinct(),
    }
    return sorted(years, reverse=True)


def kinds_of(municipality: Municipality) -> list[SchoolKind]:
    """The kinds of schools that the municipality has; one query."""
    held = School.objects.filter(municipality=municipality, kind__isnull=False).order_by()
    return list(SchoolKind.objects.filter(pk__in=held.values("kind")))


def gather(
    municipality: Municipality, year: int, sources: Collection[str], kinds: Collection[str]
) -> dict[str, Any]:
    """Return the inputs of a run (`schools.indices.runs`): every school of the population; three queries.

    `sources` are codes, `kinds` keys of kinds of schools; no kinds are all the schools.
    """
    schools = School.objects.filter(municipality=municipality).order_by("code")
    if kinds:
        schools = schools.filter(kind__key__in=kinds)
    measured = _values(municipality, year, sources)
    return {
        "schools": [
            {
                "code": school.code,
                "name": school.name,
                "values": {source: measured.get((school.pk, source)) for source in sorted(sources)},
            }
            for school in schools
        ]
    }


def _values(
    municipality: Municipality, year: int, sources: Collection[str]
) -> Mapping[tuple[int, str], str | None]:
    """What is stored, as text, by school and code of the source."""
    of_year = {"school__municipality": municipality, "year": year}
    found: dict[tuple[int, str], str | None] = {}
    fields = [source for source in sources if source in FIELDS or source == RESULTS_INDEX]
    for row in SchoolYear.objects.filter(**of_year):
        found |= {(row.school_id, field): _text(getattr(row, field)) for field in fields}
    keys = [source.removeprefix(CONTEXT) for source in sources if source.startswith(CONTEXT)]
    values = ContextValue.objects.filter(**of_year, characteristic_key__in=keys)
    for school, key, value in values.order_by().values_list("school", "characteristic_key", "value"):
        found[school, CONTEXT + key] = plain(value)
    return found


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def population_words(
    municipality: Municipality, kinds: Collection[SchoolKind], counted: int, total: int
) -> str:
    """«Лесной район: все школы, посчитаны 14 из 16»; a list of kinds too long to store gives their number."""
    counts = f"посчитаны {counted} из {total}"
    which = f"школы ({', '.join(kind.name for kind in kinds)})" if kinds else "все школы"
    words = f"{municipality}: {which}, {counts}"
    if len(words) > LONGEST_POPULATION:
        words = f"{str(municipality)[:200]}: школы выбранных видов ({len(kinds)}), {counts}"
    return words
