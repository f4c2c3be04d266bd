"""Letters to the sides of a pair, in the transaction of the change they tell of."""

from collections.abc import Iterable
from datetime import date

from mentorship.notices.enums import Topic
from mentorship.notices.posting import post
from mentorship.pairs.models import Pair
from schools.models import Person, User


def sides_of(pair: Pair, on: date) -> list[Person]:
    """The mentor and the mentees whose membership has not ended before the day."""
    members = pair.members.select_related("mentee").order_by("pk")
    return [pair.mentor.person, *(member.mentee for member in members if member.is_current(on))]


def tell(
    pair: Pair,
    people: Iterable[Person],
    subject: str,
    words: str,
    *,
    topic: Topic,
    by: User | None,
    path: str = "",
    key: str = "",
) -> None:
    """Post to the people but the one who acts; the letter leads to the pair's page unless told where."""
    others = [person for person in people if by is None or person.pk != by.person_id]
    post(topic, others, f"{subject}: {pair}", words, path=path or pair.get_absolute_url(), key=key)
