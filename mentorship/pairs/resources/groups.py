"""From the rows of a file to groups: rows with one № in one municipality are one pair."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mentorship.pairs.resources.homes import Homes, people_of_pairs
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.words import fold
from schools.models import Municipality, Person
from schools.resources.finding import no_person

# What belongs to the group and is equal in all its rows.
GROUP_COLUMNS = ("mentor", "form", "variant", "focus", "order", "order_date", "state")


@dataclass
class MemberRow:
    """A row with the mentee it names."""

    row: Row
    mentee: Person


@dataclass
class Group:
    """The rows of one pair; `mentor` is the person the rows name, None where the cell is blank."""

    number: str
    municipality: Municipality
    mentor: Person | None
    members: list[MemberRow]

    @property
    def row(self) -> Row:
        """The first row: it speaks for the group."""
        return self.members[0].row

    @property
    def mentees(self) -> set[int]:
        """The keys of the mentees of the rows."""
        return {member.mentee.pk for member in self.members}

    @property
    def key(self) -> tuple[int, str]:
        """What a stored pair is found by."""
        return self.municipality.pk, fold(self.number)


def group_rows(rows: Iterable[Row], context: Context) -> list[Group]:
    """Gather the rows; people who are not stored and rows that contradict each other are errors."""
    rows = list(rows)
    people, homes = people_of_pairs(rows, context), Homes(rows, context)
    groups: dict[tuple[int, str], Group] = {}
    for row in rows:
        mentee = people.of(row, "mentee", context.report, no_person(context))
        mentor = people.of(row, "mentor", context.report, no_person(context))
        if mentee is None or (mentor is None and row.get("mentor")):
            continue
        municipality = homes.of(row, mentor, mentee)
        if municipality is None:
            column = "mentor" if mentor else "mentee"
            context.report.error(row, column, "У этого сотрудника не указан муниципалитет.")
            continue
        group = Group(row.get("number"), municipality, mentor, [MemberRow(row, mentee)])
        first = groups.setdefault(group.key, group)
        if first is not group and _agrees(first, row, context):
            first.members.append(MemberRow(row, mentee))
    return list(groups.values())


def _agrees(group: Group, row: Row, context: Context) -> bool:
    """Whether the row says of the group what its first row says; else an error that names both rows."""
    different = [
        name
        for name in GROUP_COLUMNS
        if _compared(group.row.values.get(name)) != _compared(row.values.get(name))
    ]
    for name in different:
        context.report.error(
            row,
            name,
            f"Строки {group.row.number} и {row.number} — одна пара № {group.number}, а здесь они расходятся: "
            "впишите в них одно и то же.",
        )
    return not different


def _compared(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value
