"""How a person is written: names in their order, with initials, in their cases; pure.

A spelling that another living person shares is left out: what it says of that one would be lost with it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from mentorship.spreadsheets.words import fold

# So short a code or sign-in name is a word like any other.
SHORTEST_CODE = 5


@dataclass(frozen=True)
class Name:
    """Фамилия, имя, отчество, of which the last two may be blank or initials."""

    last: str
    first: str = ""
    middle: str = ""

    @property
    def initials(self) -> tuple[str, str, str]:
        """What a short spelling tells, comparable."""
        return fold(self.last), fold(self.first)[:1], fold(self.middle)[:1]

    @property
    def folded(self) -> tuple[str, str, str]:
        """What the full spelling tells, comparable."""
        return fold(self.last), fold(self.first), fold(self.middle)

    def like(self, spelled: str) -> "Name":
        """The same name in another case, written «Фамилия Имя Отчество»."""
        words = spelled.split()
        ends = len(self.last.split()), len(self.last.split()) + len(self.first.split())
        return Name(
            " ".join(words[: ends[0]]), " ".join(words[ends[0] : ends[1]]), " ".join(words[ends[1] :])
        )


def spellings(name: Name, cases: Iterable[str], others: Collection[Name]) -> list[str]:
    """Every way the name is written that nobody of `others` (their cases too) shares, the longest first."""
    full, named = {other.folded for other in others}, {other.folded[:2] for other in others}
    short = {other.initials for other in others}
    wanted: set[str] = set()
    for form in (name, *(name.like(spelled) for spelled in cases)):
        if form.folded not in full:
            wanted.update(_full(form))
        if form.first and form.folded[:2] not in named:
            wanted.update(_without_middle(form))
        if form.first and form.initials not in short:
            wanted.update(_short(form))
    return sorted(wanted, key=lambda text: (-len(text), text))


def surnames(name: Name, cases: Iterable[str], others: Collection[Name]) -> list[str]:
    """The surname in its cases where nobody else bears it; else nothing."""
    forms = {form.last for form in (name, *(name.like(spelled) for spelled in cases)) if form.last}
    borne = {other.folded[0] for other in others}
    return (
        [] if {fold(form) for form in forms} & borne else sorted(forms, key=lambda text: (-len(text), text))
    )


def is_telling(code: str) -> bool:
    """Whether a code or a sign-in name stands for its owner wherever it is met; «mentor» does not."""
    return len(code) >= SHORTEST_CODE and not code.isalpha()


def pattern(texts: Iterable[str], exact: Iterable[str] = ()) -> re.Pattern[str] | None:
    """What finds the texts in any case, with any spaces and either «е»; `exact` ones in their own case."""
    found = [*(_spelled(text) for text in texts), *(f"(?-i:{_spelled(text)})" for text in exact)]
    if not found:
        return None
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})(?![^\W_])", re.IGNORECASE)


def _spelled(text: str) -> str:
    words = (re.sub("[её]", "[её]", re.escape(word), flags=re.IGNORECASE) for word in text.split())
    return r"[\s ]*".join(words) if "." in text else r"[\s ]+".join(words)


def _full(name: Name) -> Iterator[str]:
    if name.first:
        yield " ".join(part for part in (name.last, name.first, name.middle) if part)
        yield " ".join(part for part in (name.first, name.middle, name.last) if part)


def _without_middle(name: Name) -> Iterator[str]:
    yield f"{name.last} {name.first}"
    yield f"{name.first} {name.last}"


def _short(name: Name) -> Iterator[str]:
    letters = [f"{part[0]}." for part in (name.first, name.middle) if part]
    for kept in (letters, letters[:1]):
        for joined in (" ".join(kept), "".join(kept)):
            yield f"{name.last} {joined}"
            yield f"{joined} {name.last}"
