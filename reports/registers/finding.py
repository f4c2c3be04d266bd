"""Whom a row of the register names: by name and school, by name alone, or by code where one stands there."""

from collections import defaultdict
from collections.abc import Iterable

from mentorship.bank.resources.people import in_batches
from mentorship.spreadsheets.layout import Context, FurtherSheet, Row
from mentorship.spreadsheets.words import fold
from reports.registers.mentees import WITHDRAWN
from schools.models import Person
from schools.resources.finding import no_person, people_by_code

AMBIGUOUS = "Таких людей несколько: добавьте столбец «{heading}» ({codes})."
UNKNOWN = "Сотрудника с таким ФИО в этой школе нет: проверьте написание или сначала загрузите педагогов."


class People:
    """The people whom the rows of one file name, read once."""

    def __init__(self, rows: Iterable[Row], sheet: FurtherSheet | None, context: Context) -> None:
        rows, others = list(rows), sheet.rows if sheet else []
        self.context = context
        known = Person.objects.select_related("school", "municipality", "position")
        known = known.of_municipality(context.municipality).prefetch_related("subjects")
        names = {fold(row.get(name)) for row in rows for name in ("name", "mentor")}
        names |= {fold(row.get("name")) for row in others}
        self._named: dict[str, list[Person]] = defaultdict(list)
        for person in in_batches(known, "name_key", names):
            self._named[person.name_key].append(person)
        codes = [row.get(name) for row in [*rows, *others] for name in ("code", "mentor_code")]
        self._by_code = people_by_code(known, codes)
        listed = ((row, self.of(row, sheet.context)) for row in others) if sheet else ()
        # the mentors of the second sheet, by its row
        self.listed: dict[int, Person] = {row.number: person for row, person in listed if person}

    def of(self, row: Row, context: Context) -> Person | None:
        """The person of a row; none or several is an error of the row."""
        if row.get("code"):
            return self._by_code.of(row, "code", context.report, no_person(context))
        school = fold(row.get("school"))
        found = [
            person
            for person in self._named[fold(row.get("name"))]
            if school == (person.school.name_key if person.school else "")
        ]
        return self._only(row, found, "name", context)

    def mentor_of(self, row: Row) -> Person | None:
        """The mentor of a row of mentees: one of the second sheet, else the only one of that name."""
        context = self.context
        if row.get("mentor_code"):
            return self._by_code.of(row, "mentor_code", context.report, no_person(context))
        name = fold(row.get("mentor"))
        listed = {person.pk: person for person in self.listed.values() if person.name_key == name}
        return self._only(row, [*listed.values()] or self._named[name], "mentor", context)

    def names_nobody(self, row: Row) -> bool:
        """Whether the mentor of the row is one who has withdrawn the consent and is not named."""
        return fold(row.get("mentor")) == fold(WITHDRAWN) and not row.get("mentor_code")

    def _only(self, row: Row, found: list[Person], column: str, context: Context) -> Person | None:
        if len(found) == 1:
            return found[0]
        message = UNKNOWN
        if found:
            codes = ", ".join(sorted(person.code for person in found))
            heading = "Код наставника" if column == "mentor" else "Код педагога"
            message = AMBIGUOUS.format(heading=heading, codes=codes)
        elif column == "mentor":
            message = "Сотрудника с таким ФИО нет: проверьте написание или сначала загрузите педагогов."
        context.report.error(row, column, message)
        return None
