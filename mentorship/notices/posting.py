"""Posting letters: rows of the same transaction as the change, so that neither is without the other."""

from collections.abc import Iterable

from mentorship.notices.enums import NoticeState, Topic
from mentorship.notices.models import Notice, SwitchedOff
from schools.models import Person


def post(
    topic: Topic, people: Iterable[Person], subject: str, text: str, *, path: str = "", key: str = ""
) -> list[Notice]:
    """Queue a letter to each of the people, once each; return the new rows.

    `path` is the page of the portal the letter leads to. With a `key` a person gets the letter once,
    however often it is posted: reminders. Who switched the topic off or has no address gets no mail, but
    the log says so. Three queries at most.
    """
    to = {person.pk: person for person in people}
    if key:
        for known in Notice.objects.filter(key=key, person__in=to).values_list("person", flat=True):
            del to[known]
    off = set(SwitchedOff.objects.filter(topic=topic, person__in=to).values_list("person", flat=True))
    rows = [
        Notice(
            person=person,
            topic=topic,
            subject=subject,
            text=text,
            path=path,
            key=key,
            state=_first_state(person, is_off=person.pk in off),
        )
        for person in to.values()
    ]
    # somebody else may have posted the same reminder meanwhile
    return Notice.objects.bulk_create(rows, ignore_conflicts=bool(key))


def _first_state(person: Person, *, is_off: bool) -> NoticeState:
    if is_off:
        return NoticeState.SWITCHED_OFF
    return NoticeState.QUEUED if person.email else NoticeState.NO_ADDRESS
