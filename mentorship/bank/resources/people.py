"""Finding people of a bank by name and school, as the layout of document 004 names them."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet

from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Context, Row
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.words import fold
from schools.models import Municipality, Person, PersonAlias, School
from schools.resources.finding import BATCH, no_person, people_named

# Rows read at a time for an export.
PIECE = 2000

M = TypeVar("M", bound=Model)


def in_batches(queryset: QuerySet[M], field: str, keys: Iterable[int] | Iterable[str]) -> Iterable[M]:
    """Yield the rows whose `field` is among the keys, in statements that every database takes."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), BATCH):
        yield from queryset.filter(**{f"{field}__in": wanted[start : start + BATCH]})


class PeopleByName:
    """The people that the rows of one file name: by Код педагога where it stands, else by name and school."""

    def __init__(self, rows: Iterable[Row], context: Context) -> None:
        rows = list(rows)
        self.context, self.report = context, context.report
        coded = [row for row in rows if row.get("code")]
        self.by_code = people_named(coded, context, "code") if coded else Lookup([], "code")
        self.municipalities = Dictionary(Municipality)
        self._by_name: dict[tuple[int | None, str, str], list[Person]] = {}
        for person in self._named({fold(row.get("name")) for row in rows if not row.get("code")}):
            school = person.school.name_key if person.school else ""
            self._by_name.setdefault((person.municipality_id, school, person.name_key), []).append(person)
        self._schools: set[tuple[int, str]] | None = None
        self._merged: OldNames | None = None
        self._old_rows: set[int] = set()

    def _named(self, names: set[str]) -> Iterable[Person]:
        people = Person.objects.select_related("school").of_municipality(self.context.municipality)
        wanted = sorted(names)
        for start in range(0, len(wanted), BATCH):
            yield from people.filter(name_key__in=wanted[start : start + BATCH])

    def is_old(self, row: Row) -> bool:
        """Whether the row names a record that was merged into another one."""
        return row.number in self._old_rows or self.by_code.is_alias(row.get("code"))

    def of(self, row: Row) -> Person | None:
        """Return the person of a row; none or several is an error of the row."""
        if gone := self.by_code.gone(row.get("code")):
            self.report.warn(row, "code", f"{gone} Карточка не внесена.")
            self.report.count(row.number, "unchanged")
            return None
        if row.get("code"):
            person = self.by_code.of(row, "code", self.report, no_person(self.context))
            if person is not None and fold(row.get("name")) != person.name_key:
                self.report.warn(row, "name", f"По коду это {person}: карточка записана на этого педагога.")
            return person
        municipality = self._municipality(row)
        return self._of_school(row, municipality) if municipality else None

    def _municipality(self, row: Row) -> Municipality | None:
        """The municipality of a row, which must be the import's own."""
        if "municipality" not in row:
            self.report.error(row, "municipality", "Ячейка пуста, а по ней ищут наставника.")
            return None
        found = self.municipalities.find(row.get("municipality"))
        own = self.context.municipality
        if found is None or own not in (None, found):
            allowed = own or "; ".join(sorted(str(item) for item in self.municipalities.words.values())[:20])
            self.report.error(row, "municipality", f"Такого района здесь нет. Допустимо: {allowed}.")
            return None
        return found

    def _of_school(self, row: Row, municipality: Municipality) -> Person | None:
        if "school" not in row:
            self.report.error(row, "school", "Ячейка пуста, а по ней ищут наставника.")
            return None
        school = fold(row.get("school"))
        people = self._by_name.get((municipality.pk, school, fold(row.get("name"))), [])
        if len(people) == 1:
            return people[0]
        if not people and (merged := self._merged_into(row, municipality, school)):
            return merged
        if not people and (municipality.pk, school) not in self._known_schools():
            self.report.error(row, "school", f"В районе «{municipality}» нет школы с таким названием.")
        elif not people:
            self.report.error(row, "name", "В этой школе нет сотрудника с таким ФИО: проверьте написание.")
        else:
            codes = ", ".join(sorted(person.code for person in people))
            message = f"В этой школе несколько людей с таким ФИО: добавьте столбец «Код педагога» ({codes})."
            self.report.error(row, "name", message)
        return None

    def _merged_into(self, row: Row, municipality: Municipality, school: str) -> Person | None:
        """The record that a double of this name and school was merged into, with a word about it."""
        self._merged = self._merged or OldNames(self.context)
        found = self._merged.find(municipality.pk, school, fold(row.get("name")))
        if found is not None:
            self._old_rows.add(row.number)
            message = f"Эта запись объединена с {found.code}: строка относится к записи «{found}»."
            self.report.warn(row, "name", message)
        return found

    def _known_schools(self) -> set[tuple[int, str]]:
        """Every school by municipality and name; asked only to say what is wrong."""
        if self._schools is None:
            self._schools = set(School.objects.values_list("municipality_id", "name_key"))
        return self._schools


class OldNames:
    """Names and schools of records that were merged, as the aliases keep them; read once."""

    def __init__(self, context: Context) -> None:
        aliases = PersonAlias.objects.select_related("person__school").order_by("pk")
        if context.municipality is not None:
            aliases = aliases.filter(person__municipality=context.municipality)
        schools = dict(School.objects.values_list("code", "name_key"))
        self._people: dict[tuple[int | None, str, str], Person] = {}
        for alias in aliases:
            person, record = alias.person, alias.record
            names = (record.get(name) for name in ("last_name", "first_name", "middle_name"))
            name = fold(" ".join(part for part in names if part))
            own = person.school.name_key if person.school else ""
            for school in (own, schools.get(record.get("school"), "")):
                self._people[person.municipality_id, school, name] = person

    def find(self, municipality: int, school: str, name: str) -> Person | None:
        """The record that is left of a name in a school; both are folded."""
        return self._people.get((municipality, school, name))
