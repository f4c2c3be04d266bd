"""The layout of trainings of mentors and curators (contract §3)."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentorship.bank.models import Training, TrainingProgramme
from mentorship.bank.resources.people import PIECE, in_batches
from mentorship.spreadsheets.cells import Code, Date, Integer, Text
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.registry import register
from mentorship.spreadsheets.upsert import Upsert
from schools.models import Person
from schools.resources.finding import no_person, people_named


@register
class TrainingsLayout(Layout):
    """Trainings that people have passed; numbers of certificates may repeat."""

    kind = "trainings"
    title = "Обучение"
    order = 75
    key = ("code", "programme", "date")
    columns = (
        Column("code", "Код педагога", Code(50)),
        Column("programme", "Программа", Text(200)),
        Column("hours", "Часов", Integer(min=1, max=5000)),
        Column("date", "Дата", Date()),
        Column("certificate", "№ удостоверения", Code(100)),
    )

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the trainings of known people."""
        people = people_named(rows, context, "code")
        programmes = Dictionary(TrainingProgramme)
        stored = in_batches(
            Training.objects.select_related("person", "programme"), "person", [person.pk for person in people]
        )
        known = {(row.person_id, row.programme_id, row.date): row for row in stored}
        trainings = Upsert(Training, context.report)
        for row in rows:
            person = people.of(row, "code", context.report, no_person(context))
            if person is None:
                continue
            programme = programmes.get_or_add(row.get("programme"))
            key = {"person": person, "programme": programme, "date": row.get("date")}
            held = known.get((person.pk, programme.pk, row.get("date")))
            trainings.put(row, held, row.given("hours", "certificate"), key)
        if not context.report.errors:
            trainings.flush()

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the trainings by the person's code."""
        people = Person.objects.of_municipality(context.municipality)
        trainings = Training.objects.filter(person__in=people).select_related("person", "programme")
        for training in trainings.order_by("person__code", "programme__key", "date").iterator(PIECE):
            yield {
                "code": training.person.code,
                "programme": training.programme.name,
                "hours": training.hours,
                "date": training.date,
                "certificate": training.certificate,
            }
