"""Layouts of staff and of its testings."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentorship.spreadsheets.cells import CLEAR, Code, Date, DecimalCell, Email, Text, Words, spelled
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.registry import register
from mentorship.spreadsheets.upsert import Upsert
from schools.models import Diagnostic, Person, Position, School, Subject
from schools.resources.finding import (
    BATCH,
    named,
    no_person,
    no_school,
    only_municipality,
    people_by_code,
    people_named,
    schools_named,
)
from schools.resources.words import CATEGORY
from schools.workflow import Move, record_moves

# Rows read at a time for an export.
PIECE = 2000

SCORE = DecimalCell(min=0, max=999_999)


@register
class StaffLayout(Layout):
    """Staff: who has a Код ОО is a teacher of that school, who has none is staff of the municipality.

    A person of a school who is no teacher is exported with a blank Код ОО, which changes nothing.
    """

    kind = "staff"
    title = "Педагоги"
    order = 40
    key = ("code",)
    columns = (
        Column("code", "Код педагога", Code(50), required=True),
        Column("school", "Код ОО", Code(30)),
        Column("last_name", "Фамилия", Text(100), required=True),
        Column("first_name", "Имя", Text(100), required=True),
        Column("middle_name", "Отчество", Text(100)),
        Column("position", "Должность", Text(200)),
        Column("subjects", "Предметы", Words()),
        Column("teaching_since", "Начало педагогической деятельности", Date()),
        Column("category", "Квалификационная категория", CATEGORY),
        Column("email", "Электронная почта", Email()),
    )
    _plain = ("last_name", "first_name", "middle_name", "teaching_since", "category", "email")

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write people, then where they work from today on (a first school: since ever)."""
        staff = _Staff(rows, context)
        for row in rows:
            staff.put(row, row.given(*self._plain))
        if not context.report.errors:
            staff.store()

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the people by code."""
        people = Person.objects.of_municipality(context.municipality).order_by("code")
        people = people.select_related("school", "position").prefetch_related("subjects")
        for person in people.iterator(PIECE):
            plain = {name: getattr(person, name) for name in ("code", *self._plain)}
            yield {
                **plain,
                "school": person.school.code if person.school and person.is_teacher else None,
                "position": person.position and person.position.name,
                "subjects": named(person.subjects),
            }


class _Staff:
    """The people of one file, and where they move."""

    def __init__(self, rows: list[Row], context: Context) -> None:
        self.context = context
        related = ("school", "municipality", "position")
        stored = Person.objects.select_related(*related).prefetch_related("subjects")
        self.people = people_by_code(stored, [row.get("code") for row in rows])
        self.schools = schools_named(rows, context)
        self.municipality = only_municipality(context)
        self.positions, self.subjects = Dictionary(Position), Dictionary(Subject)
        self.upsert = Upsert(Person, context.report)
        self.moves: list[Move] = []

    def put(self, row: Row, values: dict[str, Any]) -> None:
        """Compare a row with the person its code names."""
        person, school = self.people.find(row.get("code")), None
        if person is not None and self.context.municipality not in (None, person.municipality):
            taken = "Этот код уже занят сотрудником другого муниципалитета: коды в портале не повторяются."
            return self.context.report.error(row, "code", taken)
        if self.people.is_alias(row.get("code")):
            return self._leave(row, self.people.merged(row.get("code")))
        if gone := self.people.gone(row.get("code")):
            return self._leave(row, gone)
        if row.get("school"):
            school = self.schools.of(row, "school", self.context.report, no_school(self.context))
            if school is None:
                return None
        if "position" in row:
            word = row.get("position")
            values["position"] = self.positions.get_or_add(word) if word else CLEAR
        place = self._place(row, person, school)
        old = person.school if person else None
        links = {"subjects": [self.subjects.get_or_add(word) for word in row.get("subjects", ())]}
        put = self.upsert.put(
            row,
            person,
            {**values, **(place if person else {})},
            {"code": row.get("code"), **place},
            links if "subjects" in row else None,
        )
        if "school" in place and place["school"] != old:
            self.moves.append(Move(put, old, school))
        return None

    def _leave(self, row: Row, why: str) -> None:
        """An old file that names a double or somebody erased: what is settled is not undone."""
        self.context.report.warn(row, "code", f"{why} Строка оставлена без изменений.")
        self.context.report.count(row.number, "unchanged")

    def _place(self, row: Row, person: Person | None, school: School | None) -> dict[str, Any]:
        """Where a row puts the person: a blank code keeps the place of a known one."""
        if school is not None:
            self._warn_of_transfer(row, person, school)
            return {"school": school, "municipality": school.municipality, "is_teacher": True}
        if person is not None:
            return {"school": None, "is_teacher": False} if "school" in row else {}
        if self.municipality is None:
            unclear = (
                "Код ОО пуст, а из какого муниципалитета сотрудник, не ясно: укажите код ОО "
                "или муниципалитет загрузки (--municipality)."
            )
            self.context.report.error(row, "school", unclear)
        return {"municipality": self.municipality}

    def _warn_of_transfer(self, row: Row, person: Person | None, school: School) -> None:
        if person is not None and person.municipality not in (None, school.municipality):
            transfer = f"Переход из муниципалитета «{person.municipality}» в «{school.municipality}»."
            self.context.report.warn(row, "school", transfer)

    def store(self) -> None:
        """Write the people and their history of work."""
        self.upsert.flush()
        record_moves(self.moves, on=self.context.on)


@register
class DiagnosticsLayout(Layout):
    """Testings of teachers' competences."""

    kind = "diagnostics"
    title = "Диагностики"
    order = 60
    key = ("person", "date")
    columns = (
        Column("person", "Код педагога", Code(50)),
        Column("date", "Дата", Date()),
        Column("subject_score", "Предметные компетенции", SCORE, needed=True),
        Column("method_score", "Методические компетенции", SCORE, needed=True),
        Column("max_score", "Максимум", SCORE, needed=True),
    )
    _scores = ("subject_score", "method_score")

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the testings of known people."""
        people = people_named(rows, context, "person")
        known = Lookup(_testings(people), "person_id", "date")
        testings = Upsert(Diagnostic, context.report)
        for row in rows:
            person = people.of(row, "person", context.report, no_person(context))
            if person is None:
                continue
            key = {"person": person, "date": row.get("date")}
            stored = known.find(person.pk, row.get("date"))
            testing = testings.put(row, stored, row.given(*self._scores, "max_score"), key)
            self._check(row, testing, context)
        if not context.report.errors:
            testings.flush()

    def _check(self, row: Row, testing: Diagnostic, context: Context) -> None:
        """A score above its maximum is an error in the score's column."""
        *scores, most = (getattr(testing, name) for name in (*self._scores, "max_score"))
        if most is None:
            return
        if most <= 0:
            context.report.error(row, "max_score", "Максимум должен быть больше нуля.")
        for name, score in zip(self._scores, scores, strict=True):
            if score is not None and score > most > 0:
                context.report.error(row, name, f"Балл больше максимума: допустимо от 0 до {spelled(most)}.")

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the testings by the person's code."""
        people = Person.objects.of_municipality(context.municipality)
        testings = Diagnostic.objects.filter(person__in=people).select_related("person")
        for testing in testings.order_by("person__code", "date").iterator(PIECE):
            plain = {name: getattr(testing, name) for name in ("date", *self._scores, "max_score")}
            yield {"person": testing.person.code, **plain}


def _testings(people: Iterable[Person]) -> Iterable[Diagnostic]:
    pks = [person.pk for person in people]
    for start in range(0, len(pks), BATCH):
        part = Diagnostic.objects.filter(person__in=pks[start : start + BATCH])
        yield from part.select_related("person")
