"""What both indices take: schools with their values, and the words of a refusal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

# More lines of one refusal than this nobody reads.
MOST_SENTENCES = 10


class Refused(Exception):
    """An index cannot be computed so; `sentences` say in Russian what stands in the way and the way out."""

    def __init__(self, sentences: Iterable[str]) -> None:
        listed = list(sentences)
        if len(listed) > MOST_SENTENCES:
            rest = len(listed) - MOST_SENTENCES
            listed = [*listed[:MOST_SENTENCES], f"Других таких замечаний: {rest}."]
        self.sentences = listed
        super().__init__(" ".join(listed))


@dataclass(frozen=True)
class Measured:
    """A school with its values by source; None is «no data»."""

    code: str
    name: str
    values: Mapping[str, Fraction | None]

    def value(self, source: str) -> Fraction:
        """The value of a source that `complete` has found to be there."""
        value = self.values[source]
        if value is None:
            raise KeyError(source)
        return value


class LeftOut(NamedTuple):
    """A school of the population that lacks data, and what it lacks."""

    code: str
    name: str
    why: str


def complete(schools: Iterable[Measured], wanted: Mapping[str, str]) -> tuple[list[Measured], list[LeftOut]]:
    """Part the schools into those that have every wanted source (source → its name) and those left out.

    Both lists are in the order of the codes, whatever order the schools came in.
    """
    whole, left_out = [], []
    for school in sorted(schools, key=lambda school: school.code):
        missing = [name for source, name in wanted.items() if school.values.get(source) is None]
        if missing:
            left_out.append(LeftOut(school.code, school.name, f"Нет данных: {', '.join(missing)}."))
        else:
            whole.append(school)
    return whole, left_out


def lacking(left_out: Sequence[LeftOut]) -> list[str]:
    """Sentences that name the schools left out, for a refusal for want of schools."""
    return [f"{name}: {why[0].lower()}{why[1:]}" for _, name, why in left_out]
