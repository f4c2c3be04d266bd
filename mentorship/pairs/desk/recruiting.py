"""Which mentors to recruit: requests that got nobody, by subject and school; pure."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from mentorship.bank.models.mentors import DEFAULT_CAPACITY
from mentorship.pairs.desk.sides import Need

ANY_SUBJECT, NO_SCHOOL = "любой предмет", "школа не указана"


class Recruit(NamedTuple):
    """A subject in a school: requests that lack a mentor, and how many mentors of three places would do."""

    subject: str
    school: str
    requests: int
    mentors: int


def recruits(needs: Iterable[Need]) -> tuple[Recruit, ...]:
    """Count the requests by subject and school, the greatest lack first."""
    counts = Counter((subject_of(need), school_of(need)) for need in needs)
    found = [Recruit(*where, count, -(-count // DEFAULT_CAPACITY)) for where, count in counts.items()]
    return tuple(sorted(found, key=lambda item: (-item.requests, item.subject, item.school)))


def subject_of(need: Need) -> str:
    """The subject asked for, in words."""
    return need.subject.name if need.subject else ANY_SUBJECT


def school_of(need: Need) -> str:
    """The mentee's school, in words."""
    return need.school.name if need.school else NO_SCHOOL
