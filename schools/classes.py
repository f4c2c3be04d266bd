"""Classes of the schools of a municipality: stored years into the rules of `schools.rating` and back."""

from collections.abc import Collection, Iterable

from schools.models import Municipality, School, SchoolYear
from schools.rating import DEFAULT_PARAMETERS, RatingParameters, SchoolClass, YearProfile, classify

# The rules look at the year and the two before.
_YEARS_LOOKED_AT = 3
_FIELDS = (
    "results_index",
    "results_quartile",
    "wellbeing_index",
    "wellbeing_quartile",
    "final_exams",
    "national_tests",
)


def classes_of(
    municipality: Municipality, year: int, parameters: RatingParameters = DEFAULT_PARAMETERS
) -> dict[str, SchoolClass]:
    """Return the class of every school of the municipality in a school year, by Код ОО; two queries."""
    return classes_by_municipality([municipality], year, parameters)[municipality]


def classes_by_municipality(
    municipalities: Collection[Municipality], year: int, parameters: RatingParameters = DEFAULT_PARAMETERS
) -> dict[Municipality, dict[str, SchoolClass]]:
    """Return the classes of several municipalities, each against its own schools only; two queries."""
    window = range(year - _YEARS_LOOKED_AT + 1, year + 1)
    profiles = _profiles(SchoolYear.objects.filter(school__municipality__in=municipalities, year__in=window))
    schools: dict[int, list[School]] = {}
    for school in School.objects.filter(municipality__in=municipalities).order_by("code"):
        schools.setdefault(school.municipality_id, []).append(school)
    return {
        municipality: classify(
            {school.code: profiles.get(school.pk, []) for school in schools.get(municipality.pk, [])},
            year,
            elevated={school.code for school in schools.get(municipality.pk, []) if school.is_elevated},
            parameters=parameters,
        )
        for municipality in municipalities
    }


def _profiles(rows: Iterable[SchoolYear]) -> dict[int, list[YearProfile]]:
    """The years by school."""
    profiles: dict[int, list[YearProfile]] = {}
    for row in rows:
        known = YearProfile(row.year, **{name: getattr(row, name) for name in _FIELDS})
        profiles.setdefault(row.school_id, []).append(known)
    return profiles
