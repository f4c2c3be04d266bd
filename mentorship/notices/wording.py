"""A letter's words before they are filled in: one line of an app's table «move → letters»."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter
from schools.models import Person, User


@dataclass(frozen=True)
class Wording:
    """To whom, and the words with their gaps: {name}, {reason}…"""

    to: tuple[Enum, ...]
    subject: str
    text: str


def fill(
    wordings: Sequence[Wording],
    *,
    topic: Topic,
    people: Mapping[Enum, Sequence[Person]],
    gaps: Mapping[str, object],
    path: str,
    by: User | None,
) -> list[Letter]:
    """The letters of one move: nobody gets two of them, and who acts gets none.

    `people` says who stands behind each addressee; who is several of them gets the first wording.
    """
    told = {by.person_id} if by is not None else set()
    letters = []
    for wording in wordings:
        addressees = {
            person.pk: person for to in wording.to for person in people.get(to, ()) if person.pk not in told
        }
        told |= addressees.keys()
        if addressees:
            subject, text = wording.subject.format_map(gaps), wording.text.format_map(gaps)
            letters.append(Letter(topic, tuple(addressees.values()), subject, text, path))
    return letters
