"""Mentors and requests as the pure modules of matching see them, read in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Max, Prefetch, Q

from mentorship.bank.models import MenteeRequest, Mentor, MentorCard
from mentorship.bank.preferences import Wishes, wishes, wishes_about
from mentorship.pairs.enums import PairState
from mentorship.pairs.matching import Card, Named, Need, Offer
from mentorship.pairs.models import NeverTogether, PairMember
from schools import years
from schools.enums import Category, Role
from schools.models import Person, RoleAssignment

CATEGORY_WORDS = {
    Category.HIGHEST: "высшая категория",
    Category.FIRST: "первая категория",
    Category.FITS_POSITION: "соответствие занимаемой должности",
    Category.NONE: "без категории",
}
Keys = dict[int, frozenset[int]]


class Ties(NamedTuple):
    """What binds or parts people, by the mentor's key."""

    directs: Keys
    partners: Keys
    promised: Keys
    apart: Keys
    chosen: Keys


def offers_of(municipality: int | None, today: date) -> list[Offer]:
    """Every mentor of the municipality's bank, nine queries whatever their number."""
    mentors = (
        Mentor.objects.listed()
        .filter(person__municipality=municipality)
        .with_places(today)
        .annotate(trained_date=Max("person__trainings__date", filter=Q(person__trainings__date__lte=today)))
        .select_related("person__school")
        .prefetch_related(
            Prefetch("cards", MentorCard.objects.for_display()), "person__subjects", "difficulties"
        )
        .order_by(F("person__name_key"), "pk")
    )
    ties = _ties(municipality, today)
    return [_offer(mentor, ties, today) for mentor in mentors]


def need_of(request: MenteeRequest, today: date, wished: Wishes | None = None) -> Need:
    """What a request asks for; its person's school must be at hand, wishes are read unless they are given."""
    if wished is None:
        wished = wishes_about([request.person_id], years.year_of(today))
    return Need(
        mentee=request.person_id,
        school=_named(request.person.school),
        subject=_named(request.subject),
        focus=_named(request.focus),
        mentee_category=_named(request.mentee_category),
        experience=request.person.experience_years(today),
        difficulty=_named(request.difficulty),
        chosen=wished.of_mentees.get(request.person_id, ()),
        named_by=wished.suitors.get(request.person_id, frozenset()),
        request=request.pk,
        waited=max(request.waited_days(today), 0),
    )


def waiting_request_of(person: Person, today: date) -> MenteeRequest | None:
    """The only request of the person that waits for a mentor; None without any or with several."""
    waiting = MenteeRequest.objects.ageing(today).filter(person=person)[:2]
    return waiting[0] if len(waiting) == 1 else None


def _ties(municipality: int | None, today: date) -> Ties:
    """Who heads what, who is paired, promised, parted or chosen; five queries."""
    heads = RoleAssignment.objects.in_force(today).filter(
        role=Role.DIRECTOR, school__municipality=municipality
    )
    live = PairMember.objects.live(today).filter(mentor__person__municipality=municipality)
    parted = NeverTogether.objects.live().filter(
        Q(person_a__municipality=municipality) | Q(person_b__municipality=municipality)
    )
    pairs = list(parted.values_list("person_a", "person_b"))
    named = wishes(municipality, years.year_of(today)).of_mentors
    return Ties(
        directs=_by_first(heads.values_list("person", "school")),
        partners=_by_first(live.values_list("mentor", "mentee")),
        promised=_by_first(live.filter(pair__state=PairState.PROPOSED).values_list("mentor", "pk")),
        apart=_by_first([*pairs, *((other, one) for one, other in pairs)]),
        chosen={mentor: frozenset(mentees) for mentor, mentees in named.items()},
    )


def _by_first(rows: Iterable[tuple[Any, Any]]) -> Keys:
    found = defaultdict(set)
    for first, second in rows:
        found[first].add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}


def _offer(mentor: Any, ties: Ties, today: date) -> Offer:
    person, nobody = mentor.person, frozenset[int]()
    return Offer(
        pk=mentor.pk,
        name=person.full_name,
        capacity=mentor.capacity,
        free=mentor.free_places,
        school=_named(person.school),
        subjects=frozenset(subject.pk for subject in person.subjects.all()),
        cards=tuple(
            Card(_named(card.subject), _named(card.focus), _named(card.mentee_category))
            for card in mentor.cards.all()
        ),
        experience=person.experience_years(today),
        category=person.category,
        category_words=str(CATEGORY_WORDS.get(person.category, "")),
        trained_year=mentor.trained_date.year if mentor.trained_date else None,
        difficulties=frozenset(difficulty.pk for difficulty in mentor.difficulties.all()),
        promised=len(ties.promised.get(mentor.pk, nobody)),
        directs=ties.directs.get(mentor.pk, nobody),
        partners=ties.partners.get(mentor.pk, nobody),
        apart=ties.apart.get(mentor.pk, nobody),
        chosen=ties.chosen.get(mentor.pk, nobody),
    )


def _named(row: Any) -> Named | None:
    return None if row is None else Named(row.pk, str(row))
