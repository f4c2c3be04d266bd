"""What a questionnaire of the catalogue is made of: form, sections, items."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from surveys.scales import SCALES, Option

KINDS = ("scale", "yes_no", "frequency", "choice", "text_short", "text_long")
RELATIONS = ("expected_actual", "importance_actual", "attitude_pair", "same_fact", "text_pair", "none")
ROLES = ("mentee", "mentor", "curator")
PHASES = ("before", "after", "once")
PAIRED_PHASES = ("before", "after")


@dataclass(frozen=True)
class ShowIf:
    """The item is asked only when an earlier item has this value; in a stored row «item=value»."""

    item: str
    value: int

    def __str__(self) -> str:
        return f"{self.item}={self.value}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the condition of a stored row back; ValueError for anything but «item=value»."""
        item, _, value = text.partition("=")
        return cls(item, int(value))

    def holds(self, answers: Mapping[str, object]) -> bool:
        """Is the item asked of a person with these answers (item code → stored value)?"""
        return answers.get(self.item) == self.value


@dataclass(frozen=True)
class ItemDefinition:
    """One question: its stable code, the number printed on paper, the whole wording, how it is answered.

    `scale` is empty for texts; `paired_with` names the partner of the other phase as «form.code» or is empty.
    """

    code: str
    number: int
    section: str
    text: str
    kind: str
    scale: str
    paired_with: str
    relation: str
    hint: str
    show_if: ShowIf | None
    allows_dont_know: bool

    @property
    def options(self) -> tuple[Option, ...]:
        """The answers in the order of the paper form; none for texts."""
        return SCALES[self.scale].options if self.scale else ()


@dataclass(frozen=True)
class SectionDefinition:
    """Consecutive items shown on one page of the browser form, with the instruction above them."""

    title: str
    instruction: str
    items: tuple[ItemDefinition, ...]


@dataclass(frozen=True)
class FormDefinition:
    """One questionnaire: who fills it in (role), when (phase), what is promised (intro), and its sections."""

    code: str
    title: str
    role: str
    phase: str
    intro: str
    sections: tuple[SectionDefinition, ...]

    @property
    def items(self) -> tuple[ItemDefinition, ...]:
        """All items in the printed order."""
        return tuple(item for section in self.sections for item in section.items)
