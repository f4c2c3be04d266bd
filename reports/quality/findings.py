"""What a check says: the finding, how grave it is, whose it is to mend, on which page."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.urls import reverse

from schools.enums import Role
from schools.models import User


class Severity(Enum):
    """How grave a finding is: the design's tone, the icon, the words."""

    HIGH = ("bad", "warning", "искажает показатели")
    MEDIUM = ("warn", "warning", "мешает работе")
    LOW = ("quiet", "info", "запись неполна")

    @property
    def tone(self) -> str:
        """The colour, never alone."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """The shape of its own."""
        return self.value[1]

    @property
    def words(self) -> str:
        """What is wrong with such data."""
        return self.value[2]


class Owner(Enum):
    """Who mends: the role and its words."""

    METHODIST = (Role.METHODIST, "методист")
    CURATOR = (Role.CURATOR, "школьный куратор")
    ADMINISTRATOR = (Role.ADMIN, "администратор портала")
    DEPARTMENT = (Role.DEPARTMENT, "управление образования")

    @property
    def role(self) -> Role:
        """The role of those who mend."""
        return self.value[0]

    @property
    def words(self) -> str:
        """«методист»."""
        return self.value[1]


class Page(NamedTuple):
    """Where a finding is mended: an address, what the button says, the right that opens it."""

    url_name: str
    words: str
    right: str
    args: tuple[int, ...] = ()
    query: str = ""

    @property
    def address(self) -> str:
        """The path with its query."""
        return reverse(self.url_name, args=self.args) + (f"?{self.query}" if self.query else "")

    def opens_to(self, user: User) -> bool:
        """Whether the account may enter."""
        return user.has_perm(self.right)


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence on what is wrong; `schools` are the keys of the schools it speaks of, if any.

    `words` may name people and hold figures of the school: they are for those who see them, others are told
    how many findings there are.
    """

    check: str
    municipality: int | None
    schools: tuple[int, ...]
    words: str
    page: Page | None = None
