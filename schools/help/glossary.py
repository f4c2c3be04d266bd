"""The official terms of the documents in plain words (`glossary.toml`)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from mentorship.spreadsheets.words import fold

FILE: Final = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True)
class Term:
    """One term: how pages write it, what it means, where a document defines it."""

    name: str
    anchor: str
    words: str
    source: str
    also: tuple[str, ...] = ()

    def holds(self, text: str) -> bool:
        """Whether a folded text stands in the term, its other spellings or its meaning."""
        return any(text in fold(words) for words in (self.name, *self.also, self.words))


@cache
def terms() -> tuple[Term, ...]:
    """Every term in the order of the alphabet."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["terms"]
    found = (Term(**{**row, "also": tuple(row.get("also", ()))}) for row in rows)
    return tuple(sorted(found, key=lambda term: fold(term.name)))


@cache
def term_of(name: str) -> Term:
    """The term as a page names it; raises KeyError with the known names."""
    for term in terms():
        if name == term.name:
            return term
    raise KeyError(f"no term {name!r}; known: {', '.join(term.name for term in terms())}")


def search(text: str) -> list[Term]:
    """The terms that hold the text; all of them for an empty one."""
    folded = fold(text)
    return [term for term in terms() if term.holds(folded)]
