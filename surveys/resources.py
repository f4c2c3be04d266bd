"""The Excel layout of answers (contract §3, kind `answers`)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mentorship.spreadsheets.cells import Cell, Choice, Code, Raw
from mentorship.spreadsheets.cells import Date as DateCell
from mentorship.spreadsheets.layout import Column, Context, Layout, LayoutRefused, Row
from mentorship.spreadsheets.registry import register
from mentorship.spreadsheets.words import fold
from schools import years
from surveys.answer_import import AnswersImport
from surveys.catalogue import FORM_CODES, FormDefinition
from surveys.enums import VersionState
from surveys.models import QuestionnaireVersion
from surveys.versions import forms_of

REFUSAL = (
    "Ответы с именами портал не выгружает: они обещаны только тому, кто отвечал. "
    "Итоги без имён — на странице «Удовлетворённость» и в команде survey_report."
)


class AnswerCell(Cell):
    """A cell of an item: which answers it takes is known only with the form of its row."""

    width = 12

    def parse(self, raw: Raw) -> Raw:
        """Return what stands there; the row's form reads it."""
        return raw


@register
class AnswersLayout(Layout):
    """Answers brought in from elsewhere: one row a response, the forms may be mixed."""

    kind = "answers"
    title = "Ответы на анкеты"
    order = 120
    key = ("form", "person", "date")
    columns = (
        Column("form", "Анкета", Choice({code: code for code in FORM_CODES})),
        Column("person", "Код педагога", Code(50)),
        Column("date", "Дата", DateCell()),
    )
    permissions = ("campaigns.view",)
    export_refusal = REFUSAL

    def extra_columns(self, headings: Sequence[str]) -> Iterable[Column]:
        """The items of every form that was ever published."""
        codes = {fold(item.code): item.code for form in _forms().values() for item in form.items}
        for heading in headings:
            if fold(heading) in codes:
                yield Column(codes[fold(heading)], heading, AnswerCell())

    def key_of(self, row: Row, context: Context) -> tuple[Any, ...]:
        """One response a person, form and school year of its date."""
        return row.get("form"), fold(row.get("person")), years.year_of(row.get("date"))

    def apply(self, rows: list[Row], context: Context) -> None:
        """Store the responses; campaigns that are not there are made."""
        AnswersImport(rows, context).run()

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Answers do not leave with persons."""
        raise LayoutRefused(REFUSAL)


def _forms() -> dict[int, FormDefinition]:
    """Forms by the pk of their version, drafts left out."""
    versions = QuestionnaireVersion.objects.exclude(state=VersionState.DRAFT)
    return {version.pk: form for version, form in forms_of(versions).items()}
