"""How contests, answers and awards look: colours, icons, words."""

from collections.abc import Iterable
from typing import NamedTuple

from mentorship.practices.contests.enums import ContestState, Place
from mentorship.practices.models import Award, Contest, ContestEntry, EntryPerson
from schools.looks import Look

_STATES = {
    ContestState.DRAFT: ("quiet", "edit"),
    ContestState.NOMINATING: ("warn", "clock"),
    ContestState.JUDGED: ("warn", "clock"),
    ContestState.ANNOUNCED: ("ok", "done"),
}


class Named(NamedTuple):
    """An entry with its people, as a row of a table."""

    entry: ContestEntry
    names: list[EntryPerson]
    look: Look
    place: str

    @property
    def order(self) -> tuple[int, str, int]:
        """The best place first, then by nomination; without a place last."""
        places = [*Place.values, ""]
        return places.index(self.entry.place), self.entry.nomination.title, self.entry.pk

    @property
    def is_winner(self) -> bool:
        """Whether it won its nomination."""
        return self.entry.place == Place.WINNER


def look_of_contest(contest: Contest) -> Look:
    """Colour, icon and word of the contest's state."""
    return Look(*_STATES[ContestState(contest.state)], contest.get_state_display())


def look_of_award(award: Award) -> Look:
    """Whether an award is in force."""
    if award.revoked_date is not None:
        return Look("bad", "missed", f"отозвана {award.revoked_date:%d.%m.%Y}")
    return Look("ok", "done", "действует")


def look_of_answer(part: EntryPerson) -> Look:
    """What one of those named has answered."""
    if part.refused_date is not None:
        return Look("bad", "missed", "отказ")
    return Look("ok", "done", "согласие дано") if part.agrees else Look("warn", "clock", "ждём ответа")


def named(entries: Iterable[ContestEntry]) -> list[Named]:
    """Entries with all of their people's answers; one query however many."""
    rows = list(entries)
    parts: dict[int, list[EntryPerson]] = {}
    people = EntryPerson.objects.filter(entry__in=rows).select_related("person__school")
    for part in people.order_by("entry", "-part", "pk"):
        parts.setdefault(part.entry_id, []).append(part)
    return [
        Named(row, parts.get(row.pk, []), _look_of_all(parts.get(row.pk, [])), row.get_place_display())
        for row in rows
    ]


def _look_of_all(parts: list[EntryPerson]) -> Look:
    """The answers of an entry in one word."""
    if any(part.refused_date for part in parts):
        return Look("bad", "missed", "отказ")
    agreed = sum(part.agrees for part in parts)
    if agreed == len(parts):
        return Look("ok", "done", "согласие дано" if agreed == 1 else "все согласны")
    return Look("warn", "clock", "ждём ответа" if not agreed else f"согласны {agreed} из {len(parts)}")
