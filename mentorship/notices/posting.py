"""Posting letters: rows of the same transaction as the change, so that neither is without the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.notices.enums import ALWAYS_SENT, NoticeState, Topic
from mentorship.notices.models import Notice, SwitchedOff
from schools.models import Person, User

LONGEST_SUBJECT = 200
# What may be sent again: mail or the address may have been mended.
UNSENT_STATES = (NoticeState.FAILED, NoticeState.NO_ADDRESS)


@dataclass(frozen=True)
class Letter:
    """What is to be told to whom; `path` is the page of the portal the letter leads to.

    With a `key` a person gets the letter once, however often it is posted: reminders.
    """

    topic: Topic
    people: tuple[Person, ...]
    subject: str
    text: str
    path: str = ""
    key: str = ""


def others(people: Iterable[Person], by: User | None) -> tuple[Person, ...]:
    """Everybody but who acts: nobody needs a letter about the own act."""
    own = by.person_id if by is not None else None
    return tuple(person for person in people if person.pk != own)


def post(
    topic: Topic, people: Iterable[Person], subject: str, text: str, *, path: str = "", key: str = ""
) -> list[Notice]:
    """Queue a letter to each of the people, once each; return the new rows. Three queries at most."""
    return post_all([Letter(topic, tuple(people), subject, text, path, key)])


def post_all(letters: Iterable[Letter]) -> list[Notice]:
    """Queue many letters in three queries at most, however many there are; return the new rows.

    Who switched the topic off or has no address gets no mail, but the log says so.
    """
    wanted = {
        (number, person.pk): (letter, person)
        for number, letter in enumerate(letters)
        for person in letter.people
    }
    known = _known({letter.key for letter, _ in wanted.values() if letter.key})
    fresh = [(letter, person) for letter, person in wanted.values() if (person.pk, letter.key) not in known]
    off = _switched_off({letter.topic for letter, _ in fresh}, {person.pk for _, person in fresh})
    rows = [_row(letter, person, is_off=(person.pk, letter.topic) in off) for letter, person in fresh]
    # somebody else may have posted the same reminder meanwhile
    return Notice.objects.bulk_create(rows, batch_size=500, ignore_conflicts=any(row.key for row in rows))


def _known(keys: set[str]) -> set[tuple[int, str]]:
    """Who has got which reminder already."""
    if not keys:
        return set()
    return set(Notice.objects.filter(key__in=keys).values_list("person", "key"))


def _switched_off(topics: set[Topic], people: set[int]) -> set[tuple[int, str]]:
    """Who wants no letters about which of the topics."""
    off = SwitchedOff.objects.filter(topic__in=topics - ALWAYS_SENT, person__in=people)
    return set(off.values_list("person", "topic"))


def _row(letter: Letter, person: Person, *, is_off: bool) -> Notice:
    return Notice(
        person=person,
        topic=letter.topic,
        # a subject is one line: a name with a line break in it must not stop the letter
        subject=" ".join(letter.subject.split())[:LONGEST_SUBJECT],
        text=letter.text,
        path=letter.path,
        key=letter.key,
        state=_first_state(person, is_off=is_off),
    )


def _first_state(person: Person, *, is_off: bool) -> NoticeState:
    if is_off:
        return NoticeState.SWITCHED_OFF
    return NoticeState.QUEUED if person.email else NoticeState.NO_ADDRESS


@transaction.atomic
def send_again(*, notice: Notice, by: User | None, now: datetime) -> None:
    """Queue a letter that was not sent once more, from the first try."""
    locked = Notice.objects.select_for_update(of=("self",)).select_related("person")
    notice.refresh_from_db(from_queryset=locked)
    if notice.state not in UNSENT_STATES:
        raise ValidationError(f"письмо не ждёт повтора: {notice.get_state_display()}.")
    if not notice.person.email:
        raise ValidationError("у получателя нет адреса: впишите его в запись сотрудника.")
    notice.state, notice.tries, notice.next_try_at = NoticeState.QUEUED, 0, now
    notice.save(update_fields=["state", "tries", "next_try_at"])
    record(by=by, action="notices.again", target=notice)
