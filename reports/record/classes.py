"""Classes of schools under the thresholds in force: one function for the pages and the command."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from reports.thresholds import thresholds, thresholds_of
from schools import years
from schools.class_overrides import rulings_in_force
from schools.classes import classes_by_municipality, classes_from
from schools.models import Municipality, School, SchoolYear
from schools.quartiles import Method
from schools.rating import RatingParameters, SchoolClass
from schools.rulings import ruled

_METHODS: dict[int, Method] = {1: "inclusive", 2: "exclusive"}
_WHOLE_PORTAL = 2


def rating_parameters(year: int, on: date, municipality: int | None = None) -> RatingParameters:
    """The thresholds of a school year in a municipality (its key), as they stood on the day.

    Those of the year's last day; of a year that still ran, those of the day.
    """
    return parameters_of(thresholds(day_of(year, on), municipality))


def school_classes(municipalities: list[Municipality], year: int, on: date) -> dict[str, SchoolClass]:
    """The class of every school of the municipalities by Код ОО, as it stood at the end of the day.

    Of today it is what is stored now, whatever the year: four queries, of a day before today six. What
    people have set by hand wins over what is computed.
    """
    rulings = rulings_in_force(municipalities, year, on)
    return {
        code: ruled(school_class, rulings.get(code, {}))
        for code, school_class in computed_classes(municipalities, year, on).items()
    }


def classes_at_hand(
    municipality: Municipality,
    schools: Iterable[School],
    rows: Iterable[SchoolYear],
    year: int,
    *,
    on: date,
    held: Mapping[str, Decimal],
) -> dict[str, SchoolClass]:
    """The same of one municipality whose schools, years and thresholds of the day are at hand: one query.

    Where the thresholds hold schools against the whole portal, everything is read as usual.
    """
    parameters = parameters_of(held)
    if parameters.is_portal:
        return school_classes([municipality], year, on)
    rulings = rulings_in_force([municipality], year, on)
    found = classes_from(schools, rows, year, parameters)
    return {code: ruled(school_class, rulings.get(code, {})) for code, school_class in found.items()}


def computed_classes(municipalities: list[Municipality], year: int, on: date) -> dict[str, SchoolClass]:
    """The same without what people have set by hand."""
    held = thresholds_of(day_of(year, on), [place.pk for place in municipalities])
    parameters = {place.pk: parameters_of(held[place.pk]) for place in municipalities}
    found = classes_by_municipality(municipalities, year, parameters, on)
    return {code: school_class for classes in found.values() for code, school_class in classes.items()}


def day_of(year: int, on: date) -> date:
    """The day whose thresholds hold for a school year: its last one, or `on` while the year still ran."""
    return on if year >= years.year_of(on) else years.last_day(year)


def parameters_of(held: Mapping[str, Decimal]) -> RatingParameters:
    """The thresholds as the rules of the classes take them."""
    return RatingParameters(
        unstable_deviation=held["unstable_deviation"],
        spread_ratio=held["spread_ratio"],
        fewest_schools=int(held["fewest_schools"]),
        method=_METHODS[int(held["quartile_method"])],
        is_portal=int(held["population"]) == _WHOLE_PORTAL,
    )
