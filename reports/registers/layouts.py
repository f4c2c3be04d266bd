"""The register as a kind of workbook: both sheets of domain.md §5.5, out and back in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mentorship.spreadsheets.cells import Code, Date, Text
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.registry import register
from reports.registers import mentees, mentors
from reports.registers.cells import (
    LONGEST,
    EndingCell,
    InterviewsCell,
    OrderCell,
    OutcomeCell,
    TrainingsCell,
)
from reports.registers.choice import MARK, Choice, choice_of_all
from reports.registers.finding import People
from reports.registers.keys import needs_keys
from reports.registers.mentees_in import Mentees
from reports.registers.mentors_in import Mentors

# The last columns, in a file where names alone do not tell who and which pair is meant.
CODE = Column("code", "Код педагога", Code(50))
MENTOR_CODE = Column("mentor_code", "Код наставника", Code(50))
PAIR = Column("pair", "№ пары", Code(40))


def _choice(context: Context) -> Choice:
    return choice_of_all(context.municipality, context.on)


def _needs_keys(context: Context) -> bool:
    choice = _choice(context)
    return needs_keys(list(mentees.all_mentee_rows(choice)), list(mentors.all_mentor_rows(choice)))


class MentorsSheet(Layout):
    """The sheet of mentors; it is read and written with the sheet of mentees only."""

    kind = "register_mentors"
    title = "Наставники"
    mark = MARK
    key = ("name", "school")
    columns = (
        Column("number", "№", Text(40)),
        Column("name", "ФИО", Text(320), required=True),
        Column("school", "Школа", Text(250), blank_ok=True),
        Column("position", "Должность", Text()),
        Column("subjects", "Предмет", Text(LONGEST)),
        Column("category", "Категория", Text()),
        Column("experience", "Стаж", Text(40)),
        Column("directions", "Направление", Text(LONGEST)),
        Column("joined", "Дата включения в банк", Date()),
        Column("interview", "Собеседование (дата, итог)", InterviewsCell(LONGEST)),
        Column("training", "Обучение (программа, дата)", TrainingsCell(LONGEST)),
        Column("mentees", "Наставляемые", Text(LONGEST)),
        Column("orders", "Приказ", Text(LONGEST)),
        Column("reports", "Отчёты (I, II)", Text(LONGEST)),
        Column("outcome", "Итог", OutcomeCell(LONGEST)),
        CODE,
    )

    def key_of(self, row: Row, context: Context) -> tuple[Any, ...]:
        """The person, as the row names it."""
        return (*(super().key_of(row, context) or ()), row.get("code"))

    def export_columns(self, context: Context) -> Sequence[Column]:
        """The columns of the document, the code where names are not enough."""
        return self.columns if _needs_keys(context) else self.columns[:-1]

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the mentors of the running school year."""
        yield from (row._asdict() for row in mentors.all_mentor_rows(_choice(context)))


@register
class RegisterLayout(Layout):
    """The register of a school year: memberships, and on the second sheet the mentors.

    What other kinds own is left alone: position, category and experience (`staff`), cards a mentor has
    (`bank`), half-year reports and questionnaires, which nobody fills by naming them.
    """

    kind = "register"
    title = "Персонифицированный учёт"
    sheet_title = "Наставляемые"
    mark = MARK
    order = 95
    further = (MentorsSheet,)
    key = ("name", "school", "mentor", "start")
    columns = (
        Column("number", "№", Text(40)),
        Column("name", "ФИО", Text(320), required=True),
        Column("school", "Школа", Text(250), blank_ok=True),
        Column("position", "Должность/предмет", Text(LONGEST)),
        Column("category", "Категория наставляемого", Text(200)),
        Column("experience", "Стаж", Text(40)),
        Column("request", "Запрос/затруднения", Text(402)),
        Column("start", "Дата вхождения", Date()),
        Column("mentor", "Наставник", Text(320), required=True),
        Column("form", "Форма/вариант", Text(322)),
        Column("order", "Приказ №, дата", OrderCell(90)),
        Column("end", "Дата завершения", Date()),
        Column("result", "Результат", EndingCell(LONGEST)),
        Column("answered", "Анкета до/после (да/нет)", Text(40)),
        Column("consent", "Согласие (дата)", Date()),
        CODE,
        MENTOR_CODE,
        PAIR,
    )

    def key_of(self, row: Row, context: Context) -> tuple[Any, ...]:
        """The membership, as the row names it."""
        keys = (row.get("code"), row.get("mentor_code"), row.get("pair"))
        return (*(super().key_of(row, context) or ()), *keys)

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the mentors, then the memberships with what follows from them."""
        sheet = context.further.get(MentorsSheet.kind)
        people = People(rows, sheet, context)
        mentors_sheet = Mentors(people, _choice(context))
        if sheet is not None:
            mentors_sheet.take(sheet)
        memberships = Mentees(rows, people, _choice(context), context)
        memberships.read()
        if context.report.errors or (sheet and sheet.context.report.errors):
            return
        if sheet is not None:
            mentors_sheet.store()
        memberships.store()

    def export_columns(self, context: Context) -> Sequence[Column]:
        """The columns of the document, codes and numbers of pairs where names are not enough."""
        return self.columns if _needs_keys(context) else self.columns[:-3]

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the memberships of the running school year."""
        yield from (row._asdict() for row in mentees.all_mentee_rows(_choice(context)))
