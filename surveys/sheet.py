"""A questionnaire with one person's answers, as its pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Final, NamedTuple, Self

from surveys.catalogue import FormDefinition, ItemDefinition, SectionDefinition
from surveys.models import Response
from surveys.scales import DONT_KNOW, DONT_KNOW_LABEL, SCALES, TEXT_LENGTHS

# What the name of the field begins with that tells which answer a page showed.
SEEN: Final = "seen-"


def mark_of(answer: str) -> str:
    """Return a short mark of an answer as a page shows and posts it; lines end as they please."""
    return sha256("\n".join(answer.splitlines()).strip().encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Choice:
    """One answer to pick: the posted value, its words, and whether it is picked."""

    value: str
    label: str
    is_chosen: bool


class Question(NamedTuple):
    """An item with what was answered to it; `typed` is what was posted and could not be read."""

    item: ItemDefinition
    value: int | str | None = None
    typed: str | None = None
    error: str = ""
    earlier: str = ""
    is_asked: bool = True

    @property
    def is_answered(self) -> bool:
        """Whether anything is stored."""
        return self.value is not None

    @property
    def choices(self) -> list[Choice]:
        """The answers of a closed item in the order of the paper form."""
        return [
            Choice(option.code, option.label, self._picked(option.code, option.value))
            for option in self.item.options
        ]

    @property
    def dont_know(self) -> Choice | None:
        """«Затрудняюсь ответить», where the form allows it."""
        if not self.item.allows_dont_know:
            return None
        return Choice(DONT_KNOW, DONT_KNOW_LABEL, self._picked(DONT_KNOW, DONT_KNOW))

    def _picked(self, code: str, value: int | str) -> bool:
        return self.typed == code if self.typed is not None else self.value == value

    @property
    def is_scale(self) -> bool:
        """Whether it is answered on the scale of ten."""
        return self.item.kind == "scale"

    @property
    def is_text(self) -> bool:
        """Whether it is answered in one's own words."""
        return self.item.kind in TEXT_LENGTHS

    @property
    def is_long(self) -> bool:
        """Whether the words may take several lines."""
        return self.item.kind == "text_long"

    @property
    def longest(self) -> int:
        """The most characters of a text."""
        return TEXT_LENGTHS[self.item.kind]

    @property
    def text(self) -> str:
        """What stands in the field of a text."""
        return self.typed if self.typed is not None else str(self.value or "")

    @property
    def seen(self) -> str:
        """The mark of what is stored, for the page to send back."""
        if self.is_text:
            return mark_of(str(self.value or ""))
        if self.value == DONT_KNOW:
            return mark_of(DONT_KNOW)
        return mark_of(next((option.code for option in self.item.options if option.value == self.value), ""))

    @property
    def ends(self) -> tuple[str, str] | None:
        """The words at both ends of a scale."""
        return SCALES[self.item.scale].ends if self.item.scale else None

    @property
    def depends(self) -> bool:
        """Whether it is asked only of those who said «да» to the item before: pages may fold it away."""
        return self.item.show_if is not None and self.item.show_if.value == 1

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader reads after the question."""
        parts = {"error": self.error, "hint": self.item.hint, "ends": self.ends}
        return " ".join(f"{self.item.code}-{name}" for name, held in parts.items() if held)

    @property
    def answer(self) -> str:
        """The answer in words; "" where there is none."""
        if self.value is None:
            return ""
        if self.value == DONT_KNOW:
            return DONT_KNOW_LABEL
        return self.text if self.is_text else SCALES[self.item.scale].label_of(int(self.value))


class Line(NamedTuple):
    """A section as the list of all shows it: how many of its questions are answered, of how many."""

    number: int
    title: str
    answered: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left out."""
        return self.answered == self.total


@dataclass(frozen=True)
class Section:
    """One page of the form."""

    number: int
    title: str
    instruction: str
    questions: tuple[Question, ...]

    @cached_property
    def asked(self) -> list[Question]:
        """Questions that are put to this person."""
        return [question for question in self.questions if question.is_asked]

    @cached_property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(question.is_answered for question in self.asked)

    @property
    def total(self) -> int:
        """How many questions are put to this person."""
        return len(self.asked)

    @property
    def line(self) -> Line:
        """The section by its figures."""
        return Line(self.number, self.title, self.answered, self.total)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left out."""
        return self.line.is_complete


@dataclass(frozen=True)
class Sheet:
    """A form and one person's answers: item code → stored value or text."""

    form: FormDefinition
    answers: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, response: Response | None, form: FormDefinition, **more: Mapping[str, str]) -> Self:
        """Read a response with its texts, one query; None is a sheet without answers."""
        if response is None:
            return cls(form, **more)
        texts = dict(response.texts.values_list("item_code", "text"))
        return cls(form, {**response.answers, **texts}, **more)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The pages in their order, numbered from 1."""
        return tuple(self._section(number, part) for number, part in enumerate(self.form.sections, 1))

    def _section(self, number: int, part: SectionDefinition) -> Section:
        return Section(number, part.title, part.instruction, tuple(map(self._question, part.items)))

    def _question(self, item: ItemDefinition) -> Question:
        condition = item.show_if
        is_asked = condition is None or condition.item not in self.answers or condition.holds(self.answers)
        return Question(
            item,
            value=self.answers.get(item.code),
            typed=self.typed.get(item.code),
            error=self.errors.get(item.code, ""),
            earlier=self.earlier.get(item.code, ""),
            is_asked=is_asked,
        )

    @property
    def outline(self) -> tuple[Line, ...]:
        """All sections by their figures."""
        return tuple(section.line for section in self.sections)

    @cached_property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(section.answered for section in self.sections)

    @cached_property
    def total(self) -> int:
        """How many questions are put to this person."""
        return sum(len(section.asked) for section in self.sections)

    @cached_property
    def gaps(self) -> list[Question]:
        """Questions without an answer."""
        return [
            question for section in self.sections for question in section.asked if not question.is_answered
        ]

    @cached_property
    def wrong(self) -> list[Question]:
        """Questions whose posted answer could not be read."""
        return [question for section in self.sections for question in section.questions if question.error]

    def section_of(self, code: str) -> int:
        """The number of the section that holds an item; 1 for an unknown one."""
        for section in self.sections:
            if any(question.item.code == code for question in section.questions):
                return section.number
        return 1
