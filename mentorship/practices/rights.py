"""What an account may do to a practice or a material; read from the table of access alone."""

from typing import Any, NamedTuple

from mentorship.practices.models import Moderated, Practice, PracticeAuthor


class Rights(NamedTuple):
    """Whether the account writes the row and whether it publishes it."""

    writes: bool
    moderates: bool


def rights_to_practice(user: Any, practice: Practice) -> Rights:
    """A school writes its cases, the centre writes and publishes; an author only speaks."""
    scope = user.access.scope("practices", change=True)
    moderates = scope.reaches(municipality=practice.municipality_id)
    schools = {author.person.school_id for author in practice.authors.select_related("person")}
    return Rights(moderates or bool(scope.schools & schools), moderates)


def rights_to_material(user: Any, row: Moderated) -> Rights:
    """The centre writes, its head publishes."""
    place = row.municipality_id
    writes = user.access.scope("materials", change=True).reaches(municipality=place)
    return Rights(writes, user.access.scope("publishing", change=True).reaches(municipality=place))


def may_speak(user: Any, author: PracticeAuthor, rights: Rights) -> bool:
    """Own words; those who write the case also take them down from an interview."""
    return rights.writes or is_own(user, author)


def is_own(user: Any, author: PracticeAuthor) -> bool:
    """Whether the voice is the account's own."""
    return user.person_id is not None and author.person_id == user.person_id
