"""The data of a printed roadmap (domain.md §5.3): the page's own board, as words."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from mentorship.documents.facts.material import NO_DATE, in_words
from mentorship.documents.facts.printed import SIGNATURE
from mentorship.roadmap.board import Board, Line, laid_out
from mentorship.roadmap.enums import EventState
from mentorship.roadmap.models import Roadmap, RoadmapEvent
from schools import years


def plan(roadmap: Roadmap, *, marks: bool, on: date, has_names: bool = True) -> dict[str, Any]:
    """A roadmap as it is in force, with marks of fulfilment or without; two queries.

    Without `has_names` the people chosen for events are left out, as on the pages of the roadmap.
    """
    events = roadmap.events.select_related("stage").prefetch_related("persons").order_by("order")
    board = laid_out(roadmap, events, on)
    person = roadmap.agreed_by.person if roadmap.agreed_by else None
    return {
        "чья": str(roadmap.owner),
        "муниципалитет": str(roadmap.municipality),
        "год": years.label(roadmap.year),
        "версия": f"версия {roadmap.version}" if roadmap.agreed_at else "проект",
        "согласовал": person.short_name if person else SIGNATURE,
        "согласован": in_words(localdate(roadmap.agreed_at)) if roadmap.agreed_at else NO_DATE,
        "утвердил_должность": "Руководитель школы"
        if roadmap.school_id
        else "Начальник управления образования",
        "отметки": "да" if marks else "",
        "выполнено": str(board.done),
        "всего": str(board.total),
        "просрочено": str(board.overdue_count),
        "этапы": _stages(board, marks=marks, has_names=has_names),
        "анализ": roadmap.closing_summary,
    }


def _stages(board: Board, *, marks: bool, has_names: bool) -> list[dict[str, Any]]:
    """The stages; events left out of the plan stand among the marks only."""
    return [
        {
            "номер": stage.number,
            "название": stage.stage.title,
            "строки": [
                _row(line, has_names=has_names)
                for line in stage.lines
                if marks or line.event.state != EventState.CANCELLED
            ],
        }
        for stage in board.stages
    ]


def _row(line: Line, *, has_names: bool) -> dict[str, str]:
    event = line.event
    return {
        "код": event.code,
        "мероприятие": f"{event.title} ({event.form})" if event.form else event.title,
        "срок": term_of(event),
        "ответственный": answerable(event) if has_names else event.responsible,
        "результат": event.expected_result,
        "отметка": line.standing.words,
        "итог": event.done_result,
    }


def term_of(event: RoadmapEvent) -> str:
    """«01.10.2026 – 31.10.2026», «до 31.10.2026», or the document's words for a term without days."""
    if event.due_date is None:
        return event.term_text
    if event.start_date is None or event.start_date == event.due_date:
        return f"до {event.due_date:%d.%m.%Y}"
    return f"{event.start_date:%d.%m.%Y} – {event.due_date:%d.%m.%Y}"


def answerable(event: RoadmapEvent) -> str:
    """The words of the plan, then the people chosen by name."""
    names = [person.short_name for person in event.persons.all()]
    return "; ".join(filter(None, (event.responsible, ", ".join(names))))
