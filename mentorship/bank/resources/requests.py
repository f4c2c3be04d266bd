"""The layout of requests of mentees (contract §3)."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentorship.bank.enums import RequestState
from mentorship.bank.models import Difficulty, MenteeCategory, MenteeRequest, RequestSource
from mentorship.bank.resources.people import PIECE, in_batches
from mentorship.spreadsheets.cells import CLEAR, Code, Date, Text
from mentorship.spreadsheets.dictionary import Dictionary
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.registry import register
from mentorship.spreadsheets.upsert import Upsert
from mentorship.spreadsheets.words import fold
from schools import years
from schools.models import Person, Subject
from schools.resources.finding import no_person, people_named


@register
class RequestsLayout(Layout):
    """Requests that were accepted: what an import brings stands in the base of mentees at once."""

    kind = "requests"
    title = "Запросы наставляемых"
    order = 80
    key = ("code", "subject", "difficulty", "date")
    columns = (
        Column("code", "Код педагога", Code(50)),
        Column("mentee_category", "Категория наставляемого", Text(200)),
        Column("subject", "Предмет", Text(200), blank_ok=True),
        Column("difficulty", "Профессиональное затруднение", Text(200)),
        Column("source", "Источник", Text(200)),
        Column("date", "Дата запроса", Date()),
    )

    def key_of(self, row: Row, context: Context) -> tuple[Any, ...]:
        """Person, subject, difficulty and the school year of the date."""
        words = (fold(row.get("code")), fold(row.get("subject")), fold(row.get("difficulty")))
        return (*words, years.year_of(row.get("date")))

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the requests of known people."""
        people = people_named(rows, context, "code")
        requests = _Requests(context, {person.pk for person in people})
        for row in rows:
            person = people.of(row, "code", context.report, no_person(context))
            if person is not None:
                requests.put(row, person)  # nosec B113
        if not context.report.errors:
            requests.upsert.flush()

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the base of mentees by the person's code; drafts and what was called off stay out."""
        people = Person.objects.of_municipality(context.municipality)
        requests = MenteeRequest.objects.in_base().filter(person__in=people)
        requests = requests.select_related("person", "mentee_category", "subject", "difficulty", "source")
        for request in requests.order_by(
            "person__code", "subject__key", "difficulty__key", "requested_date"
        ).iterator(PIECE):
            yield {
                "code": request.person.code,
                "mentee_category": request.mentee_category and request.mentee_category.name,
                "subject": request.subject and request.subject.name,
                "difficulty": request.difficulty.name,
                "source": request.source and request.source.name,
                "date": request.requested_date,
            }


class _Requests:
    """The requests that the people of one file have."""

    def __init__(self, context: Context, people: set[int]) -> None:
        self.report = context.report
        self.categories, self.subjects = Dictionary(MenteeCategory), Dictionary(Subject)
        self.difficulties, self.sources = Dictionary(Difficulty), Dictionary(RequestSource)
        stored = in_batches(
            MenteeRequest.objects.select_related("person", "difficulty", "mentee_category", "source"),
            "person",
            people,
        )
        self.stored = {(row.person_id, row.subject_id, row.difficulty_id, row.year): row for row in stored}
        self.upsert = Upsert(MenteeRequest, context.report)

    def put(self, row: Row, person: Person) -> None:
        """Compare a row with the person's request of this subject, difficulty and year."""
        subject = self.subjects.get_or_add(row.get("subject")) if row.get("subject") else None
        difficulty = self.difficulties.get_or_add(row.get("difficulty"))
        year = years.year_of(row.get("date"))
        stored = self.stored.get((person.pk, subject.pk if subject else None, difficulty.pk, year))
        values: dict[str, Any] = {"requested_date": row.get("date")}
        for name, words in (("mentee_category", self.categories), ("source", self.sources)):
            if name in row:
                word = row.get(name)
                values[name] = words.get_or_add(word) if word else CLEAR
        made = {"person": person, "subject": subject, "difficulty": difficulty, "year": year}
        self.upsert.put(row, stored, values, {**made, "state": RequestState.ACCEPTED})
