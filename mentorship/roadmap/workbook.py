"""A roadmap as a workbook: out, filled in by the school, and back by the codes of its events.

A draft takes back terms and responsible people; a running roadmap takes back what was done. What the state
does not take is an error of its cell, so that nothing a school typed is dropped in silence.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from mentorship.roadmap.models import Roadmap, RoadmapEvent
from mentorship.roadmap.workflow import Term, edit_plan, mark_done
from mentorship.spreadsheets.cells import CLEAR, Code, Date, Text, Url
from mentorship.spreadsheets.layout import Column, Context, Layout, Row

UNKNOWN = "В этой карте нет мероприятия с таким кодом."
NOT_AGREED = "Карта ещё не согласована: выполнение отмечают после согласования."
PLAN_IS_AGREED = "План согласован: срок и ответственного меняют на странице карты, «Изменить план»."
STAYS_DONE = "Мероприятие уже отмечено выполненным {day:%d.%m.%Y}: исправьте отметку на его странице."
PLAN = ("start_date", "due_date", "responsible")
MARKS = ("done_date", "result", "link")
NO_DAY = "Укажите день выполнения или уберите результат."
# What the errors of the workflow are called here.
COLUMNS = {"files": "link", "links": "link"}


class RoadmapLayout(Layout):
    """The events of one roadmap, a row each; the wording stands there to be read and is not read back."""

    kind = "roadmap"
    title = "Дорожная карта"
    key = ("code",)
    columns = (
        Column("code", "Код", Code(10)),
        Column("title", "Мероприятие", Text(1000)),
        Column("start_date", "Начало", Date()),
        Column("due_date", "Срок", Date()),
        Column("responsible", "Ответственный", Text(250)),
        Column("expected", "Ожидаемый результат", Text(2000, multiline=True)),
        Column("done_date", "Выполнено", Date()),
        Column("result", "Результат", Text(4000, multiline=True)),
        Column("link", "Ссылка на подтверждение", Url()),
    )

    def __init__(self, roadmap: Roadmap, on: date) -> None:
        self.roadmap, self.on = roadmap, on

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write terms into a draft, marks into a running roadmap."""
        events = {event.code: event for event in self.roadmap.events.all()}
        known = [(row, events[row.get("code")]) for row in rows if self._is_known(row, events, context)]
        if self.roadmap.is_draft:
            self._write_terms(known, context)
        else:
            self._write_marks(known, context)

    def _is_known(self, row: Row, events: Mapping[str, RoadmapEvent], context: Context) -> bool:
        if row.get("code") in events:
            return True
        context.report.error(row, "code", UNKNOWN)
        return False

    def _write_terms(self, known: list[tuple[Row, RoadmapEvent]], context: Context) -> None:
        """Each event keeps what its row leaves blank."""
        for row, event in known:
            for name in MARKS:
                if row.get(name):
                    context.report.error(row, name, NOT_AGREED)
            terms = Term(*(_given(row, event, name) for name in PLAN))
            is_same = terms == Term(event.start_date, event.due_date, event.responsible)
            context.report.count(row.number, "unchanged" if is_same else "updated")
            if not is_same:
                self._try(row, context, edit_plan, roadmap=self.roadmap, terms={event.pk: terms})

    def _write_marks(self, known: list[tuple[Row, RoadmapEvent]], context: Context) -> None:
        """A day of doing marks an event that is still open; the link proves it."""
        for row, event in known:
            for name in PLAN:
                if name in row and _given(row, event, name) != getattr(event, name):
                    context.report.error(row, name, PLAN_IS_AGREED)
            if event.done_date:
                self._check_done(row, event, context)
            elif row.get("done_date"):
                context.report.count(row.number, "updated")
                links = [row.get("link")] if row.get("link") else []
                marked = {"done_date": row.get("done_date"), "result": row.get("result", "")}
                self._try(row, context, mark_done, event=event, on=self.on, links=links, **marked)
            elif row.get("result"):
                context.report.error(row, "done_date", NO_DAY)
            else:
                context.report.count(row.number, "unchanged")

    def _check_done(self, row: Row, event: RoadmapEvent, context: Context) -> None:
        """A mark stays as it is: what the row says otherwise is its error."""
        context.report.count(row.number, "unchanged")
        for name, stored in (("done_date", event.done_date), ("result", event.done_result)):
            if row.get(name) and row.get(name) != stored:
                context.report.error(row, name, STAYS_DONE.format(day=event.done_date))

    def _try(self, row: Row, context: Context, change: Any, **arguments: Any) -> None:
        """Make a change; its refusals become errors of the row's cells."""
        try:
            change(by=context.by, **arguments)
        except ValidationError as error:
            by_field = error.message_dict if hasattr(error, "error_dict") else {"code": error.messages}
            for name, sentences in by_field.items():
                context.report.error(row, COLUMNS.get(name, name), " ".join(sentences))

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the events in their order; of several links the first stands there."""
        events = self.roadmap.events.in_plan().prefetch_related("evidence").order_by("order")
        for event in events:
            links = [item.link for item in event.evidence.all() if item.link]
            yield {
                "code": event.code,
                "title": event.title,
                "start_date": event.start_date,
                "due_date": event.due_date,
                "responsible": event.responsible,
                "expected": event.expected_result,
                "done_date": event.done_date,
                "result": event.done_result,
                "link": links[0] if links else "",
            }


def _given(row: Row, event: RoadmapEvent, name: str) -> Any:
    """What the row makes of a field of the plan: blank keeps it, «удалить» empties it."""
    stored = getattr(event, name)
    if name not in row:
        return stored
    empty = "" if name == "responsible" else None
    return empty if row.values[name] is CLEAR else row.values[name]
