"""The pupils of one school as a workbook: out, and back by name and class. Pairs and forms never leave."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from mentorship.pupils import workflow
from mentorship.pupils.ages import SchoolClass, parse_class
from mentorship.pupils.enums import NAMED_STATES, Relation
from mentorship.pupils.models import Pupil, PupilConsent
from mentorship.spreadsheets.cells import CLEAR, Cell, CellError, Choice, Code, Date, Raw, Text, spelled
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.words import fold
from schools.models import School

SIGNED = ("relation", "representative", "given_date", "number")
OTHER_CONSENT = (
    "Действующее согласие уже записано с другими данными: отзыв и новое согласие отмечают на карточке."
)
NOT_ALL = "Для согласия нужны «Кто подписал», «Дата согласия» и «Номер бумаги»."
STAYS_18 = "День, когда исполнилось 18, уже отмечен иначе: исправьте его на карточке ученика."


class ClassCell(Cell):
    """A class: «7А»."""

    width = 10

    def parse(self, raw: Raw) -> SchoolClass:
        """Return the class."""
        try:
            return parse_class(spelled(raw))
        except ValueError as error:
            raise CellError(str(error)) from error

    def write(self, value: Any) -> Any:
        """The class as it is spoken."""
        return value


class PupilsLayout(Layout):
    """A row a pupil; a consent in the row takes the pupil out of «черновик»."""

    kind = "pupils"
    title = "Ученики"
    mark = "Персональные данные несовершеннолетних. Не указывайте диагнозы и правонарушения."
    key = ("name", "school_class")
    columns = (
        Column("name", "Фамилия и имя или псевдоним", Text(120)),
        Column("school_class", "Класс", ClassCell()),
        Column("turned_18_on", "Исполнилось 18", Date()),
        Column("relation", "Кто подписал", Choice({str(item.label): item.value for item in Relation})),
        Column("representative", "Фамилия, имя, отчество подписавшего", Text(150)),
        Column("given_date", "Дата согласия", Date()),
        Column("number", "Номер бумаги", Code(40)),
    )

    def __init__(self, school: School, on: date) -> None:
        self.school, self.on = school, on

    def apply(self, rows: list[Row], context: Context) -> None:
        """Add those who are not known, write down consents that are not there yet."""
        known = {
            (pupil.name_key, pupil.class_words(self.on)): pupil
            for pupil in self.school.pupils.filter(state__in=NAMED_STATES)
        }
        live = {
            consent.pupil_id: consent
            for consent in PupilConsent.objects.live().filter(pupil__school=self.school)
        }
        for row in rows:
            pupil = known.get((fold(row.get("name")), str(row.get("school_class"))))
            try:
                self._take(row, pupil, live.get(pupil.pk) if pupil else None, context)
            except ValidationError as error:
                _blame(row, error, context)

    def _take(self, row: Row, pupil: Pupil | None, consent: PupilConsent | None, context: Context) -> None:
        outcome = "unchanged"
        turned_18_on = row.get("turned_18_on")
        if pupil is None:
            pupil = workflow.add_pupil(
                school=self.school,
                name=row.get("name"),
                school_class=row.get("school_class"),
                turned_18_on=turned_18_on,
                on=self.on,
                by=context.by,
            )
            outcome = "created"
        elif turned_18_on and turned_18_on != pupil.turned_18_on:
            raise ValidationError({"turned_18_on": STAYS_18})
        given = {name: row.values[name] for name in SIGNED if row.values.get(name, CLEAR) is not CLEAR}
        if given and self._sign(pupil, consent, given, context):
            outcome = "created" if outcome == "created" else "updated"
        context.report.count(row.number, outcome)

    def _sign(
        self, pupil: Pupil, consent: PupilConsent | None, given: dict[str, Any], context: Context
    ) -> bool:
        """Write the consent down unless it is there; whether anything was written."""
        if consent is not None:
            if any(getattr(consent, name) != value for name, value in given.items()):
                raise ValidationError({"relation": OTHER_CONSENT})
            return False
        if not {"relation", "given_date", "number"} <= given.keys():
            raise ValidationError({"relation": NOT_ALL})
        workflow.give_consent(pupil=pupil, on=self.on, by=context.by, **given)
        return True

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the pupils whose names are not hidden."""
        live = {
            consent.pupil_id: consent
            for consent in PupilConsent.objects.live().filter(pupil__school=self.school)
        }
        for pupil in self.school.pupils.filter(state__in=NAMED_STATES):
            row: dict[str, Any] = {
                "name": pupil.name,
                "school_class": pupil.class_words(self.on),
                "turned_18_on": pupil.turned_18_on,
            }
            if consent := live.get(pupil.pk):
                row |= {name: getattr(consent, name) for name in SIGNED}
            yield row


def _blame(row: Row, error: ValidationError, context: Context) -> None:
    """A refusal beside the cell it is about."""
    columns = {column.name for column in PupilsLayout.columns}
    named = error.message_dict if hasattr(error, "error_dict") else {"name": error.messages}
    for name, sentences in named.items():
        context.report.error(row, name if name in columns else "name", " ".join(sentences))
