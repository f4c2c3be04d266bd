"""Classes of schools under the thresholds in force: one function for the pages and the command."""

from datetime import date

from reports.thresholds import thresholds
from schools import years
from schools.classes import classes_by_municipality
from schools.models import Municipality
from schools.rating import RatingParameters, SchoolClass


def rating_parameters(year: int, today: date) -> RatingParameters:
    """The thresholds of a school year: those of its last day, of a year that still runs those of today."""
    held = thresholds(min(years.last_day(year), today))
    return RatingParameters(unstable_deviation=held["unstable_deviation"], spread_ratio=held["spread_ratio"])


def school_classes(municipalities: list[Municipality], year: int, today: date) -> dict[str, SchoolClass]:
    """The class of every school of the municipalities by Код ОО, each within its own; three queries."""
    found = classes_by_municipality(municipalities, year, rating_parameters(year, today))
    return {code: school_class for classes in found.values() for code, school_class in classes.items()}
