"""Pairs of three school years with their orders: who with whom, in which state, from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from mentorship.bank.models import MenteeRequest, MentorPlace
from mentorship.pairs.enums import PLACE_STATES, Initiator, OrderScope, PairState
from mentorship.pairs.models import Order, Pair, PairMember
from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from reports.demo import lists
from reports.generated.people import Staff
from reports.generated.places import Place
from reports.generated.size import Size
from reports.generated.storing import store, words
from schools import years
from schools.models import Person

# What comes of pairs, of twenty, in this school year and in those before.
_NOW: Final = (*[PairState.ACTIVE] * 15, PairState.PAUSED, *[PairState.COMPLETED] * 3, PairState.DISSOLVED)
_THEN: Final = (*[PairState.COMPLETED] * 19, PairState.DISSOLVED)
# So many pairs across schools stand under one order of the municipality.
_AN_ORDER: Final = 25
_LAST_MONTHS: Final = timedelta(days=100)


@dataclass(frozen=True)
class Match:
    """A pair that has begun."""

    number: str
    mentor: Person
    mentee: Person
    year: int
    state: PairState
    start: date
    end: date | None
    # school (None: the municipality) and number of the order
    order: tuple[int | None, str]


def match(staff: Staff, size: Size, random: Random, on: date) -> list[Match]:
    """So many pairs in all, the latest year first; a mentor has one mentee a year as long as it can be."""
    found = []
    for back, count in enumerate(size.pairs_of_years):
        mentees = random.sample(staff.mentees, count)
        mentors = random.sample(staff.mentors, len(staff.mentors))
        year = years.year_of(on) - back
        for index, mentee in enumerate(mentees):
            mentor = mentors[index % len(mentors)]
            states = _THEN if back else _NOW
            start, end = _term(year, states[index % len(states)], random, on)
            number, same = f"{year}-{index + 1}", mentor.school_id == mentee.school_id
            order = (mentor.school_id, f"{year}-ш") if same else (None, f"{year}-{index // _AN_ORDER + 1}-од")
            found.append(Match(number, mentor, mentee, year, states[index % len(states)], start, end, order))
    return found


def _term(year: int, state: PairState, random: Random, on: date) -> tuple[date, date | None]:
    """Pairs begin in the autumn; those that are over ended in May or, this year, by the day itself."""
    first = years.first_day(year)
    start = min(on, first + timedelta(days=random.randint(0, 40)))
    if state in PLACE_STATES:
        return start, None
    last = min(on, years.last_day(year) - _LAST_MONTHS)
    return start, max(start, last - timedelta(days=random.randint(0, 10)))


def build_pairs(
    place: Place,
    matches: list[Match],
    places: dict[int, list[MentorPlace]],
    requests: dict[int, MenteeRequest],
    random: Random,
) -> None:
    """Orders, pairs and members; who is in a pair at work holds a place of the mentor."""
    orders = _orders(place, matches)
    pairs = store(Pair, _pairs(place, matches, orders, random))
    free = {mentor: list(own) for mentor, own in places.items()}
    this_year = matches[0].year if matches else 0
    store(
        PairMember,
        (
            PairMember(
                pair=pair,
                mentor_id=item.mentor.pk,
                mentee=item.mentee,
                request=requests[item.mentee.pk] if item.year == this_year else None,
                place=free[item.mentor.pk].pop(0) if item.state in PLACE_STATES else None,
                start_date=item.start,
                end_date=item.end,
            )
            for pair, item in zip(pairs, matches, strict=True)
        ),
    )


def _orders(place: Place, matches: list[Match]) -> dict[tuple[int | None, str], Order]:
    """An order of a day before the first of its pairs began."""
    first: dict[tuple[int | None, str], date] = {}
    for item in matches:
        first[item.order] = min(item.start, first.get(item.order, item.start))
    made = store(
        Order,
        (
            Order(
                municipality=place.municipality,
                number=number,
                date=day - timedelta(days=3),
                scope=OrderScope.SCHOOL if school else OrderScope.MUNICIPALITY,
                school_id=school,
            )
            for (school, number), day in first.items()
        ),
    )
    return {(order.school_id, order.number): order for order in made}


def _pairs(
    place: Place, matches: list[Match], orders: dict[tuple[int | None, str], Order], random: Random
) -> Iterator[Pair]:
    form = MentoringForm.objects.get(code="tt")
    variants, focuses = (
        list(FormVariant.objects.filter(form=form).order_by("pk")),
        words(Focus, lists.FOCUSES),
    )
    for item in matches:
        is_dissolved = item.state == PairState.DISSOLVED
        yield Pair(
            municipality=place.municipality,
            number=item.number,
            mentor_id=item.mentor.pk,
            form=form,
            variant=random.choice(variants),
            focus=random.choice(focuses),
            order=orders[item.order],
            state=item.state,
            result="Цель пары достигнута." if item.state == PairState.COMPLETED else "",
            ending_initiator=Initiator.MENTEE if is_dissolved else "",
            ending_reason="Наставляемый перешёл к другой нагрузке." if is_dissolved else "",
        )
