"""What a page of a questionnaire posts: the button pressed, the section, and the answers changed on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from surveys.catalogue import FormDefinition
from surveys.sheet import SEEN, mark_of

# No form has a thousand sections.
_FIGURES = 4


@dataclass(frozen=True)
class Posted:
    """A posted page, read against the form it belongs to."""

    fields: Mapping[str, str]
    form: FormDefinition

    @property
    def go(self) -> str:
        """The button: next, back, later, submit, reopen, step-3; «autosave» is the script."""
        return self.fields.get("go", "next")

    @property
    def is_autosave(self) -> bool:
        """Whether the script asks, which wants no page."""
        return self.go == "autosave"

    @property
    def sends(self) -> bool:
        """Whether the button sends the whole form."""
        return self.go == "submit" and not self.cleared

    @property
    def last(self) -> int:
        """How many sections the form has."""
        return len(self.form.sections)

    @property
    def step(self) -> int:
        """The section that was posted."""
        said = self.fields.get("step", "1")
        return min(max(int(said), 1), self.last) if said.isdecimal() and len(said) < _FIGURES else 1

    @property
    def target(self) -> int:
        """The step after this one; one more than there are sections is the check of all answers."""
        if self.cleared:
            return self.step
        named = self.go.removeprefix("step-")
        if named != self.go and named.isdecimal() and len(named) < _FIGURES:
            return min(max(int(named), 1), self.last + 1)
        return min(max(self.step + {"next": 1, "back": -1}.get(self.go, 0), 1), self.last + 1)

    @property
    def cleared(self) -> str:
        """The item whose answer a button takes back; "" for none."""
        code = self.fields.get("clear", "")
        return code if any(item.code == code for item in self.form.items) else ""

    @cached_property
    def answers(self) -> dict[str, str]:
        """Every posted answer by item code, of this section or any other."""
        codes = (item.code for item in self.form.items)
        return {code: self.fields[code] for code in codes if code in self.fields}

    @property
    def changed(self) -> dict[str, str]:
        """Answers that differ from what the page showed: a page left open elsewhere undoes nothing newer."""
        differing = {
            code: raw
            for code, raw in self.answers.items()
            if self.fields.get(f"{SEEN}{code}") != mark_of(raw)
        }
        return {**differing, self.cleared: ""} if self.cleared else differing
