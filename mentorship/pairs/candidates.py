"""Mentors and requests as the pure module of matching sees them, read in bulk."""

from datetime import date
from typing import Any

from django.db.models import F, Max, Prefetch, Q

from mentorship.bank.models import MenteeRequest, Mentor, MentorCard
from mentorship.pairs.matching import Card, Named, Need, Offer
from schools.enums import Category
from schools.models import Person

CATEGORY_WORDS = {
    Category.HIGHEST: "высшая категория",
    Category.FIRST: "первая категория",
    Category.FITS_POSITION: "соответствие занимаемой должности",
    Category.NONE: "без категории",
}


def offers_of(municipality: int | None, today: date) -> list[Offer]:
    """Every mentor of the municipality's bank, three queries whatever their number."""
    mentors = (
        Mentor.objects.listed()
        .filter(person__municipality=municipality)
        .with_places(today)
        .annotate(trained_date=Max("person__trainings__date", filter=Q(person__trainings__date__lte=today)))
        .select_related("person__school")
        .prefetch_related(Prefetch("cards", MentorCard.objects.for_display()), "person__subjects")
        .order_by(F("person__name_key"), "pk")
    )
    return [_offer(mentor, today) for mentor in mentors]


def need_of(request: MenteeRequest, today: date) -> Need:
    """What a request asks for; its person's school must be at hand."""
    return Need(
        mentee=request.person_id,
        school=_named(request.person.school),
        subject=_named(request.subject),
        focus=_named(request.focus),
        mentee_category=_named(request.mentee_category),
        experience=request.person.experience_years(today),
    )


def waiting_request_of(person: Person, today: date) -> MenteeRequest | None:
    """The only request of the person that waits for a mentor; None without any or with several."""
    waiting = MenteeRequest.objects.ageing(today).filter(person=person)[:2]
    return waiting[0] if len(waiting) == 1 else None


def _offer(mentor: Any, today: date) -> Offer:
    person = mentor.person
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
    )


def _named(row: Any) -> Named | None:
    return None if row is None else Named(row.pk, str(row))
