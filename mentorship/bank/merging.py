"""The part of the bank in merging two people: the mentor with cards and interviews, requests, trainings."""

from datetime import date
from typing import Any

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import (
    Interview,
    MenteeRequest,
    Mentor,
    MentorCard,
    MentorPlace,
    MentorPreference,
    ReserveMember,
    Training,
    TrainingSession,
)
from schools.merging import Merge, take_over, take_over_links
from schools.models import Person

RELATIONS = frozenset(
    {
        "bank.mentor.person",
        "bank.mentorplace.mentor",
        "bank.mentor_difficulties.mentor",
        "bank.mentorcard.mentor",
        "bank.interview.mentor",
        "bank.mentorpreference.person",
        "bank.mentorpreference.chosen",
        "bank.menteerequest.person",
        "bank.menteerequest_team.person",
        "bank.trainingsession_attended.person",
        "bank.reservemember.person",
        "bank.training.person",
    }
)
COUNTS = (
    ("Карточки наставника", "mentor__cards"),
    ("Собеседования", "mentor__interviews"),
    ("Запросы", "requests"),
    ("Обучение", "trainings"),
)
# Of two mentors the one that has come further gives the state; who has left gives way to who has not.
_FURTHEST = (
    MentorState.ACTIVE,
    MentorState.SUSPENDED,
    MentorState.TRAINED,
    MentorState.SELECTED,
    MentorState.IN_BANK,
    MentorState.CANDIDATE,
    MentorState.RETIRED,
    MentorState.REJECTED,
    MentorState.WITHDRAWN,
)
_FURTHEST_REQUEST = (
    RequestState.IN_WORK,
    RequestState.MATCHED,
    RequestState.CLOSED,
    RequestState.ACCEPTED,
    RequestState.SUBMITTED,
    RequestState.DRAFT,
    RequestState.REJECTED,
    RequestState.WITHDRAWN,
)
_STATE = ("state", "state_date", "state_before", "source")
_WORDS = ("training_waiver", "favourite_topic", "about")


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """Nothing of the bank stands in the way; places are counted where they are taken, by the pairs."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Say whose state and how many places a mentor of two records gets."""
    held = {mentor.pk: mentor for mentor in Mentor.objects.filter(pk__in=[keep.pk, drop.pk])}
    if len(held) < len({keep.pk, drop.pk}):
        return []
    one, other = held[keep.pk], held[drop.pk]
    state = MentorState(min(one.state, other.state, key=_FURTHEST.index)).label
    return [
        f"Обе записи — наставники: состояние будет «{state}», мест — {max(one.capacity, other.capacity)}."
    ]


def move(merge: Merge) -> None:
    """Carry over the mentor, requests, trainings and what else the bank keeps of the double."""
    _move_mentor(merge)
    _move_requests(merge)
    _move_trainings(merge)
    take_over_links(merge, MenteeRequest.team.through, "person", "menteerequest")
    # the contact of a team is not one of its members
    MenteeRequest.team.through.objects.filter(
        person=merge.keep.pk, menteerequest__person=merge.keep.pk
    ).delete()
    take_over_links(merge, TrainingSession.attended.through, "person", "trainingsession")
    take_over(merge, ReserveMember, "person")
    take_over(merge, MentorPreference, "person")
    take_over(merge, MentorPreference, "chosen")


def _move_mentor(merge: Merge) -> None:
    """Make the kept person the mentor; the double's row is left empty, pairs come over by their own part."""
    double = Mentor.objects.filter(pk=merge.drop.pk).first()
    if double is None:
        return
    kept = Mentor.objects.filter(pk=merge.keep.pk).first()
    if kept is None:
        _hand_over(merge, double)
    else:
        _join(merge, kept, double)
    for model in (MentorCard, Interview):
        model.objects.filter(mentor=double).update(mentor=merge.keep.pk)


def _hand_over(merge: Merge, double: Mentor) -> None:
    """The kept person becomes what the double was, with its places and whoever holds them."""
    copied = {
        item.attname: getattr(double, item.attname)
        for item in Mentor._meta.concrete_fields
        if not item.primary_key
    }
    kept = Mentor(person=merge.keep, **copied)
    kept.save(force_insert=True)
    Mentor.objects.filter(pk=kept.pk).update(created_at=double.created_at)
    kept.difficulties.set(double.difficulties.all())
    MentorPlace.objects.filter(mentor=double).update(mentor=kept)
    _open_missing_places(kept)


def _join(merge: Merge, kept: Mentor, double: Mentor) -> None:
    """Two mentors: the state that has come further, the larger capacity, the cards of both."""
    merge.leave(double)
    if _FURTHEST.index(double.state) < _FURTHEST.index(kept.state):
        for name in _STATE:
            setattr(kept, name, getattr(double, name))
    for name in _WORDS:
        setattr(kept, name, getattr(kept, name) or getattr(double, name))
    kept.difficulties.add(*double.difficulties.all())
    kept.capacity = max(kept.capacity, double.capacity)
    kept.save()
    _open_missing_places(kept)
    _drop_equal_cards(merge, kept, double)


def _open_missing_places(mentor: Mentor) -> None:
    """Make the places up to the capacity that are not there yet."""
    there = set(mentor.places.values_list("number", flat=True))
    wanted = [number for number in range(1, mentor.capacity + 1) if number not in there]
    MentorPlace.objects.bulk_create(MentorPlace(mentor=mentor, number=number) for number in wanted)


def _drop_equal_cards(merge: Merge, kept: Mentor, double: Mentor) -> None:
    """Of two cards on one subject and direction the live one stays, else the kept person's own."""
    held = {(card.subject_id, card.focus_id): card for card in kept.cards.all()}
    for card in double.cards.all():
        own = held.get((card.subject_id, card.focus_id))
        if own is None:
            continue
        brings_back = own.withdrawn_date is not None and card.withdrawn_date is None
        goes = own if brings_back else card
        merge.leave(goes)
        goes.delete()


def _move_requests(merge: Merge) -> None:
    """Of two equal requests of a year the kept one takes the state that has come further.

    The double's goes with the double, once the pairs have let go of it.
    """
    for row in take_over(merge, MenteeRequest, "person"):
        kept = twin_of(row, merge.keep)
        if _FURTHEST_REQUEST.index(row.state) < _FURTHEST_REQUEST.index(kept.state):
            MenteeRequest.objects.filter(pk=kept.pk).update(state=row.state)


def twin_of(row: MenteeRequest, person: Person) -> MenteeRequest:
    """The request of another record on the same subject and difficulty in the same year."""
    same: dict[str, Any] = {"difficulty": row.difficulty_id, "year": row.year}
    return MenteeRequest.objects.get(person=person, subject=row.subject_id, **same)


def _move_trainings(merge: Merge) -> None:
    """A training recorded twice keeps the hours and the certificate that either record knew."""
    for row in take_over(merge, Training, "person"):
        kept = Training.objects.get(person=merge.keep, programme=row.programme_id, date=row.date)
        kept.hours = kept.hours or row.hours
        kept.certificate = kept.certificate or row.certificate
        kept.save(update_fields=["hours", "certificate"])
