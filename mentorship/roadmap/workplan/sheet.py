"""The work plan as an Excel sheet in the form of document 000, Приложение № 1."""

from datetime import date
from typing import Any

from mentorship.roadmap.enums import EventState, Section
from mentorship.roadmap.models import WorkPlan, WorkPlanItem
from mentorship.roadmap.workplan.standing import of_item
from mentorship.spreadsheets.writer import write_workbook
from schools import years

HEADINGS = ("Содержание работы", "Сроки", "Место проведения", "Ответственный, привлечённые специалисты")
MARKS = ("Дата выполнения", "Состояние", "Результат")
WIDTHS = (60, 24, 28, 40)
MARK_WIDTHS = (16, 24, 50)


def plan_sheet(plan: WorkPlan, *, marks: bool, on: date) -> bytes:
    """The plan's rows under their sections; with marks also the cancelled ones and what came of each."""
    headings = (*HEADINGS, *(MARKS if marks else ()))
    items = list(plan.items.order_by("order", "pk"))
    if not marks:
        items = [item for item in items if item.state != EventState.CANCELLED]
    rows: list[tuple[Any, ...]] = []
    for section in Section:
        rows.append((section.label, *("",) * (len(headings) - 1)))
        rows += [_row(item, plan, on, marks=marks) for item in items if item.section == section]
    title = f"План {years.label(plan.year).replace('/', '-')}"
    return write_workbook(title, headings, rows, widths=(*WIDTHS, *(MARK_WIDTHS if marks else ())))


def _row(item: WorkPlanItem, plan: WorkPlan, on: date, *, marks: bool) -> tuple[Any, ...]:
    who = "; ".join(filter(None, (item.responsible, item.invited)))
    plain = (item.title, item.term_text, item.place, who)
    if not marks:
        return plain
    words = of_item(item, on, running=plan.is_approved).words.replace("\u00a0", " ")
    return (*plain, item.done_date, words, item.outcome)
