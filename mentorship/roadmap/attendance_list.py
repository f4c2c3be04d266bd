"""The list of those who took part as a workbook: out for printing and signing, in from a sign-in sheet."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from mentorship.roadmap.enums import AttendanceWay
from mentorship.roadmap.models import Attendance, Occurrence, RoadmapEvent
from mentorship.roadmap.naming import Register
from mentorship.roadmap.workflow.attending import add_people
from mentorship.spreadsheets.cells import Code, Text
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.words import fold
from schools.models import Person

HEADINGS = ("Фамилия, имя, отчество", "Код педагога")
NOBODY = "В портале нет такого педагога: проверьте написание или укажите код. Гостя запишите на странице."
SEVERAL = "Так зовут нескольких педагогов: укажите код."


class AttendanceLayout(Layout):
    """The list of one event, or of one time it was held; a row names a person by code or by name."""

    kind = "attendance"
    title = "Участники мероприятия"
    key = ("name",)
    columns = (
        Column("name", HEADINGS[0], Text(200), blank_ok=True),
        Column("code", HEADINGS[1], Code(50)),
    )

    def __init__(self, event: RoadmapEvent, occurrence: Occurrence | None, day: date, on: date) -> None:
        self.event, self.occurrence, self.day, self.on = event, occurrence, day, on

    def key_of(self, row: Row, context: Context) -> tuple[Any, ...] | None:
        """Two rows are the same when both name and code are."""
        return fold(row.get("name")), fold(row.get("code"))

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write those whom the rows name into the list; a name nobody bears is the row's error."""
        given = [row.get("code") or row.get("name", "") for row in rows]
        register = Register(self.event.roadmap, given)
        named = [(row, self._person(row, register, context)) for row in rows]
        people = [(row, person) for row, person in named if person is not None]
        if context.report.errors:
            return
        try:
            self._add(people, context)
        except ValidationError as error:
            context.report.error(0, "", " ".join(error.messages))

    def _person(self, row: Row, register: Register, context: Context) -> Person | None:
        column = "code" if row.get("code") else "name"
        found = register.find(row.get(column, ""))
        if len(found) == 1:
            return found[0]
        context.report.error(row, column, SEVERAL if found else NOBODY)
        return None

    def _add(self, people: list[tuple[Row, Person]], context: Context) -> None:
        held = set(self.event.attendance.of_time(self.occurrence).values_list("person", flat=True))
        for row, person in people:
            context.report.count(row.number, "unchanged" if person.pk in held else "created")
        add_people(
            event=self.event,
            occurrence=self.occurrence,
            people=[person for _, person in people],
            day=self.day,
            on=self.on,
            by=context.by,
            way=AttendanceWay.LIST,
        )


def listed(event: RoadmapEvent, occurrence: Occurrence | None) -> Iterable[Attendance]:
    """The confirmed lines of the list, by name; one query."""
    return event.attendance.of_time(occurrence).confirmed().by_name()
