"""Classes of the schools of a municipality: stored years into the rules of `schools.rating` and back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from schools.models import Municipality, School, SchoolYear
from schools.rating import DEFAULT_PARAMETERS, RatingParameters, SchoolClass, YearProfile, classify
from schools.versions import as_at

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
    municipality: Municipality,
    year: int,
    parameters: RatingParameters = DEFAULT_PARAMETERS,
    on: date | None = None,
) -> dict[str, SchoolClass]:
    """Return the class of every school of the municipality in a school year, by Код ОО; two queries."""
    return classes_by_municipality([municipality], year, {municipality.pk: parameters}, on)[municipality]


def classes_by_municipality(
    municipalities: Collection[Municipality],
    year: int,
    parameters: Mapping[int, RatingParameters] | None = None,
    on: date | None = None,
) -> dict[Municipality, dict[str, SchoolClass]]:
    """Return the computed classes of several municipalities, each by its own parameters (by its key).

    A municipality is held against its own schools, or against all of the portal where its parameters say so.
    Two queries of what is stored now; four of what was stored on the day `on`.
    """
    held = {place.pk: (parameters or {}).get(place.pk, DEFAULT_PARAMETERS) for place in municipalities}
    near = None if any(found.is_portal for found in held.values()) else list(municipalities)
    profiles = _profiles(_years(near, year, on))
    schools: dict[int, list[School]] = {}
    for school in _schools(near, on):
        schools.setdefault(school.municipality_id, []).append(school)
    groups: dict[Any, list[int]] = {}
    for key, found in held.items():
        groups.setdefault(found if found.is_portal else key, []).append(key)
    classes: dict[int, dict[str, SchoolClass]] = {}
    for keys in groups.values():
        classes |= _classes_of_group(keys, schools, profiles, year, held[keys[0]])
    return {place: classes[place.pk] for place in municipalities}


def classes_from(
    schools: Iterable[School], rows: Iterable[SchoolYear], year: int, parameters: RatingParameters
) -> dict[str, SchoolClass]:
    """Return the computed classes of the schools of one municipality from rows at hand; no query.

    Not for parameters that hold schools against the whole portal: `rows` are the municipality's.
    """
    key, profiles = 0, _profiles(rows)
    ordered = sorted(schools, key=lambda school: school.code)
    return _classes_of_group([key], {key: ordered}, profiles, year, parameters)[key]


def _classes_of_group(
    keys: Collection[int],
    schools: Mapping[int, list[School]],
    profiles: Mapping[int, list[YearProfile]],
    year: int,
    parameters: RatingParameters,
) -> dict[int, dict[str, SchoolClass]]:
    """The classes of municipalities that share population and parameters, by municipality."""
    own = [school for key in keys for school in schools.get(key, [])]
    others = (found for key, found in schools.items() if key not in keys) if parameters.is_portal else ()
    classes = classify(
        {school.code: profiles.get(school.pk, []) for school in own},
        year,
        elevated={school.code for school in own if school.is_elevated},
        parameters=parameters,
        beside=[profiles.get(school.pk, []) for found in others for school in found],
    )
    return {key: {school.code: classes[school.code] for school in schools.get(key, [])} for key in keys}


def _schools(near: list[Municipality] | None, on: date | None) -> list[School]:
    """The schools of the municipalities, of all when None, in the order of their codes."""
    conditions = {} if near is None else {"municipality__in": near}
    rows = School.objects.filter(**conditions) if on is None else as_at(School, on, **conditions).rows
    return sorted(rows, key=lambda school: school.code)


def _years(near: list[Municipality] | None, year: int, on: date | None) -> Iterable[SchoolYear]:
    """Their years that the rules look at."""
    conditions: dict[str, Any] = {"year__in": range(year - _YEARS_LOOKED_AT + 1, year + 1)}
    if near is not None:
        conditions["school__municipality__in"] = near
    return SchoolYear.objects.filter(**conditions) if on is None else as_at(SchoolYear, on, **conditions).rows


def _profiles(rows: Iterable[SchoolYear]) -> dict[int, list[YearProfile]]:
    """The years by school."""
    profiles: dict[int, list[YearProfile]] = {}
    for row in rows:
        known = YearProfile(row.year, **{name: getattr(row, name) for name in _FIELDS})
        profiles.setdefault(row.school_id, []).append(known)
    return profiles
