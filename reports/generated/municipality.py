"""A whole invented municipality, all or nothing; the same seed and day invent the same one."""

from datetime import date
from random import Random

from django.db import transaction

from mentorship.audit.log import record
from reports.generated import bank, people, places
from reports.generated.answers import build_answers, sheets
from reports.generated.pairing import build_pairs, match
from reports.generated.places import Place
from reports.generated.size import Size
from reports.workflow import create_programme
from schools import years
from schools.models import Municipality


@transaction.atomic
def generate(*, size: Size, seed: int, on: date, number: int | None = None) -> Municipality:
    """Invent and store a municipality around the day; ValidationError where the size cannot be met.

    `number` is a free one that its name and codes are made of; None takes the next.
    """
    size.check()
    random = Random(seed)  # noqa: S311 - invented data, not secrets
    place = places.build_schools(number or places.next_number(), size.schools, random, on)
    staff = people.build_staff(place, size, random, on)
    places.build_years(place, staff.teachers, staff.novices, random, on)
    people.diagnose_some(place, staff, random, on)
    matches = match(staff, size, random, on)
    this_year = [item for item in matches if item.year == years.year_of(on)]
    at_work = [item.mentor for item in this_year if item.end is None]
    held = bank.build_mentors(staff, {mentor.pk for mentor in at_work}, random, on)
    requests = bank.build_requests(staff, [item.mentee for item in this_year], random, on)
    bank.train_some([*staff.curators, *at_work], random, on)
    build_pairs(place, matches, held, requests, random)
    build_answers(place.municipality, sheets(matches, size.responses, on), random, on)
    _found_programme(place, on)
    record(by=None, action="municipality.generated", target=place.municipality, data={"seed": seed})
    return place.municipality


def _found_programme(place: Place, on: date) -> None:
    """A programme over the three years of the pairs, with all three sets of indicators."""
    year = years.year_of(on)
    create_programme(
        by=None,
        code=f"invented-{place.number}",
        municipality=place.municipality,
        title=f"Программа наставничества, {place.municipality}",
        start_date=years.first_day(year - 2),
        end_date=years.last_day(year + 1),
        baseline_year=year - 2,
    )
