"""Who may be recorded twice: namesakes of one municipality, by rules that each say why; pure.

Names are compared folded («ё» is «е», case, spaces and dashes do not count). Three rules, the first that
holds gives the reason: the names are equal; one record holds less of the name (initials, no patronymic) and
nothing contradicts; first name and patronymic are equal and the surnames are one slip of the pen apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, islice, product
from typing import NamedTuple, Self

from mentorship.spreadsheets.words import fold

# In a shorter surname one letter is no slip: Ким and Кин are two people.
SHORTEST_SURNAME = 4
# A name that stands more often than this comes up pair by pair as the first ones are settled.
MOST_PAIRS_OF_A_NAME = 200


class Level(Enum):
    """How sure a rule is; the value is the word on the page."""

    CERTAIN = "точно"
    LIKELY = "вероятно"


@dataclass(frozen=True, slots=True)
class Record:
    """A person as the rules see one: key, place, folded names; an initial is one letter, no point."""

    pk: int
    municipality: int
    school: int | None
    last: str
    first: str
    middle: str
    surname: str
    spelled: str

    @classmethod
    def of(
        cls, pk: int, municipality: int, school: int | None, last_name: str, first_name: str, middle_name: str
    ) -> Self:
        """Read the names as they are stored; «И. И.» in the first name is two initials."""
        first, _, rest = fold(first_name).partition(".")
        middle = fold(middle_name) or rest.strip(" .")
        spelled = " ".join(part for part in (last_name, first_name, middle_name) if part)
        names = (fold(last_name), first.strip(), middle.rstrip("."))
        return cls(pk, municipality, school, *names, surname=last_name.strip(), spelled=spelled)

    @property
    def is_full(self) -> bool:
        """Whether first name and patronymic are written out."""
        return len(self.first) > 1 and len(self.middle) > 1


class Double(NamedTuple):
    """Two records that may be one person: their keys, the smaller first, how sure that is, and why."""

    one: int
    other: int
    level: Level
    reason: str
    same_school: bool


def find_doubles(records: Iterable[Record], apart: Collection[tuple[int, int]] = frozenset()) -> list[Double]:
    """Return the pairs that may be one person, those of one school first, the certain before the likely.

    `apart` are pairs of keys, the smaller first, of which a person has said that they are two people.
    """
    known = [record for record in records if record.last and record.first]
    order = {record.pk: (record.last, record.first, record.middle) for record in known}
    found: dict[tuple[int, int], Double] = {}
    for double in (*_by_name(known), *_by_slip(known)):
        key = double.one, double.other
        if key not in apart:
            found.setdefault(key, double)
    return sorted(
        found.values(),
        key=lambda item: (not item.same_school, item.level is Level.LIKELY, order[item.one], item[:2]),
    )


def within_one_slip(one: str, other: str) -> bool:
    """Whether one letter was changed, left out or added, or two neighbours swapped; equal words are not."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    rest, other_rest = one[start:], other[start:]
    if len(rest) != len(other_rest):
        return rest[1:] == other_rest or rest == other_rest[1:]
    swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return swapped or rest[1:] == other_rest[1:]


def _by_name(records: list[Record]) -> Iterator[Double]:
    """Equal names, and names of which one record holds less."""
    buckets: dict[tuple[int, str, str], dict[tuple[str, str], list[Record]]] = defaultdict(dict)
    for record in records:
        spellings = buckets[record.municipality, record.last, record.first[0]]
        spellings.setdefault((record.first, record.middle), []).append(record)
    for spellings in buckets.values():
        for group in spellings.values():
            for one, other in islice(combinations(group, 2), MOST_PAIRS_OF_A_NAME):
                yield _equal(one, other)
        yield from _by_less(spellings)


def _by_less(spellings: dict[tuple[str, str], list[Record]]) -> Iterator[Double]:
    """Spellings of one surname and first letter of which one holds less than the other."""
    short = {spelling for spelling, group in spellings.items() if not group[0].is_full}
    for less, more in product(sorted(short), spellings):
        # two short spellings meet twice: the second meeting is left out
        if less == more or (more in short and more < less) or not _fits(less, more):
            continue
        for one, other in islice(product(spellings[less], spellings[more]), MOST_PAIRS_OF_A_NAME):
            yield _double(one, other, Level.LIKELY, _what_is_short(less, more))


def _equal(one: Record, other: Record) -> Double:
    if not one.is_full:
        return _double(one, other, Level.LIKELY, "Совпадает всё, что записано, но ФИО не полные.")
    spelling = "" if one.spelled == other.spelled else ", различается только написание"
    if one.school == other.school:
        return _double(one, other, Level.CERTAIN, f"ФИО и место работы совпадают{spelling}.")
    return _double(one, other, Level.LIKELY, f"ФИО совпадают{spelling}; школы разные: могут быть тёзки.")


def _fits(less: tuple[str, str], more: tuple[str, str]) -> bool:
    """Whether nothing in two spellings of first name and patronymic contradicts."""
    return all(
        one == other or not one or not other or (1 in (len(one), len(other)) and one[0] == other[0])
        for one, other in zip(less, more, strict=True)
    )


def _what_is_short(less: tuple[str, str], more: tuple[str, str]) -> str:
    if less[0] == more[0] and not (less[1] and more[1]):
        return "Фамилия и имя совпадают, у одной записи нет отчества."
    return "Фамилия и инициалы совпадают, у одной записи только инициалы."


def _by_slip(records: list[Record]) -> Iterator[Double]:
    """Equal first name and patronymic, surnames one slip apart."""
    buckets: dict[tuple[int, str, str], dict[str, list[Record]]] = defaultdict(dict)
    for record in records:
        if record.is_full and len(record.last) >= SHORTEST_SURNAME:
            surnames = buckets[record.municipality, record.first, record.middle]
            surnames.setdefault(record.last, []).append(record)
    for surnames in buckets.values():
        for one_name, other_name in _near(surnames):
            pairs = product(surnames[one_name], surnames[other_name])
            for one, other in islice(pairs, MOST_PAIRS_OF_A_NAME):
                names = " — ".join(item.surname for item in sorted((one, other), key=lambda item: item.pk))
                reason = f"Имя и отчество совпадают, фамилии отличаются одной буквой: {names}."
                yield _double(one, other, Level.LIKELY, reason)


def _near(surnames: Collection[str]) -> list[tuple[str, str]]:
    """The pairs one slip apart: they meet under a word they share once a letter of each is left out."""
    if len(surnames) == 1:
        return []
    shared: dict[str, list[str]] = defaultdict(list)
    for name in surnames:
        for word in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
            shared[word].append(name)
    met = {pair for names in shared.values() for pair in combinations(sorted(names), 2)}
    return sorted(pair for pair in met if within_one_slip(*pair))


def _double(one: Record, other: Record, level: Level, reason: str) -> Double:
    first, second = sorted((one.pk, other.pk))
    return Double(first, second, level, reason, one.school == other.school)
