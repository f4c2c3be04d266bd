"""Changes of cards, of places and of what a mentor helps with."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.bank.enums import Experience
from mentorship.bank.models import Difficulty, Mentor, MentorCard, MentorPlace
from mentorship.bank.workflow.moves import lock
from mentorship.spreadsheets.words import tidy
from schools.russian import plural

if TYPE_CHECKING:
    from schools.models import User


@transaction.atomic
def put_card(*, mentor: Mentor, card: Mapping[str, Any], by: "User | None", on: date) -> MentorCard:
    """Put a card into the bank, or change the mentor's card of this subject and direction.

    `card` holds fields of MentorCard; the mentor's own experience and category are filled in where it does
    not name them. A card that was taken out stands in the bank again.
    """
    subject, focus = card.get("subject"), card.get("focus")
    if subject is None and focus is None:
        raise ValidationError("Укажите предмет или направление: по ним наставника находят.")
    stored = MentorCard.objects.filter(mentor=mentor, subject=subject, focus=focus).first()
    put = stored or MentorCard(mentor=mentor, **_own_fields(mentor, on))
    for name, value in card.items():
        setattr(put, name, value)
    put.withdrawn_date = None
    put.full_clean()
    put.save()
    record(by=by, action="card.put", target=mentor, text=str(put))
    return put


@transaction.atomic
def change_card(*, card: MentorCard, changes: Mapping[str, Any], by: "User | None") -> None:
    """Change fields of a card; the subject and the direction stay apart from the mentor's other cards."""
    for name, value in changes.items():
        setattr(card, name, value)
    if card.subject_id is None and card.focus_id is None:
        raise ValidationError("Укажите предмет или направление: по ним наставника находят.")
    card.full_clean()
    card.save()
    record(by=by, action="card.change", target=card.mentor, text=str(card))


@transaction.atomic
def withdraw_card(*, card: MentorCard, by: "User | None", on: date) -> None:
    """Take a card out of the bank; it stays stored, so that an old file does not bring it back."""
    if card.withdrawn_date is not None:
        raise ValidationError(f"Карточка уже снята {card.withdrawn_date:%d.%m.%Y}.")
    card.withdrawn_date = on
    card.save(update_fields=["withdrawn_date"])
    record(by=by, action="card.withdraw", target=card.mentor, text=str(card))


def _own_fields(mentor: Mentor, on: date) -> dict[str, str]:
    """The mentor's own experience band and category, as the person's record says."""
    years = mentor.person.experience_years(on)
    return {
        "own_experience": Experience.of_years(years) if years is not None else "",
        "own_category": mentor.person.category,
    }


@transaction.atomic
def set_topics(
    *,
    mentor: Mentor,
    difficulties: Iterable[Difficulty],
    favourite_topic: str,
    by: "User | None",
    on: date,
) -> None:
    """Say anew with which difficulties the mentor helps and which topic of a subject is the favourite."""
    lock(mentor)
    mentor.favourite_topic = tidy(favourite_topic)
    mentor.full_clean()
    mentor.save(update_fields=["favourite_topic", "favourite_topic_key"])
    mentor.difficulties.set(difficulties)
    helps = [str(difficulty) for difficulty in mentor.difficulties.all()]
    record(by=by, action="mentor.topics", target=mentor, text=mentor.favourite_topic, data={"helps": helps})


@transaction.atomic
def set_capacity(*, mentor: Mentor, capacity: int, by: "User | None", on: date) -> None:
    """Give the mentor so many places: free ones are added or removed, a taken one never is."""
    lock(mentor)
    before, mentor.capacity = mentor.capacity, capacity
    mentor.full_clean()
    taken = MentorPlace.objects.taken(on).filter(mentor=mentor).count()
    if capacity < taken:
        raise ValidationError(
            {"capacity": f"Занято {taken} {plural(taken, 'место', 'места', 'мест')}: меньше сделать нельзя."}
        )
    mentor.save(update_fields=["capacity"])
    numbers = set(MentorPlace.objects.filter(mentor=mentor).values_list("number", flat=True))
    if len(numbers) < capacity:
        unused = [number for number in range(1, capacity + len(numbers) + 1) if number not in numbers]
        MentorPlace.objects.bulk_create(
            MentorPlace(mentor=mentor, number=number) for number in unused[: capacity - len(numbers)]
        )
    elif len(numbers) > capacity:
        _remove_places(mentor, len(numbers) - capacity, on)
    record(by=by, action="mentor.capacity", target=mentor, data={"from": before, "to": capacity})


def _remove_places(mentor: Mentor, count: int, on: date) -> None:
    """Remove free places, those that nobody ever held first."""
    free = MentorPlace.objects.free(on).filter(mentor=mentor).select_related("member")
    for place in sorted(free, key=lambda place: (hasattr(place, "member"), -place.number))[:count]:
        member = getattr(place, "member", None)
        if member is not None:
            # the member's last day has passed, only the link is left: see docs/adr/0006
            member.place = None
            member.save(update_fields=["place"])
        place.delete()
