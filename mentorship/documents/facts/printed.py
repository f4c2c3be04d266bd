"""The data of papers printed of the portal's rows: passport, work plan, protocol (domain.md §5.4)."""

from datetime import date
from decimal import Decimal
from typing import Any

from mentorship.documents.facts.material import NO_DATE, NO_NUMBER, in_words
from mentorship.programmes.models import Programme
from mentorship.programmes.passport import approval, budget_table, term
from mentorship.roadmap.enums import Section
from mentorship.roadmap.models import CoordinationMeeting, MeetingDecision, WorkPlan, WorkPlanItem
from mentorship.roadmap.workplan.standing import of_decision, of_item
from schools import years
from schools.models import Person

SIGNATURE = "________________"


def passport(programme: Programme) -> dict[str, Any]:
    """The passport of a programme; an empty field is a dash."""
    lines = list(programme.budget_lines.all())
    table = budget_table(lines)
    return {
        "муниципалитет": str(programme.municipality),
        "название": programme.title,
        "утверждение": approval(programme),
        "разработчики": programme.developers or "—",
        "исполнители": programme.executors or "—",
        "цель": programme.goal or "—",
        "задачи": programme.tasks or "—",
        "результаты": programme.expected_results or "—",
        "срок": term(programme),
        "механизм": programme.mechanism or "—",
        "контроль": programme.control or "—",
        "бюджет": programme.budget or "—",
        "адрес": programme.published_at_url or "—",
        "записка": programme.explanatory_note,
        "структура": programme.management,
        "акты": [{"акт": act.strip()} for act in programme.normative_base.splitlines() if act.strip()],
        "суммы": [
            {"год": str(line.year), "источник": line.source, "сумма": roubles(line.amount)} for line in lines
        ],
        "всего": roubles(table.total) if table else "",
    }


def work_plan(plan: WorkPlan, programme: Programme | None, *, marks: bool, on: date) -> dict[str, Any]:
    """The centre's plan in the form of Приложение № 1, with marks of fulfilment or without."""
    items = [item for item in plan.items.order_by("order", "pk") if marks or item.state != "cancelled"]
    live = [item for item in items if item.state != "cancelled"]
    approver = plan.approved_by.person.short_name if plan.approved_by and plan.approved_by.person else ""
    return {
        "муниципалитет": str(plan.municipality),
        "год": years.label(plan.year),
        "программа": f"к программе «{programme.title}»" if programme else "",
        "приказ": f"приказ от {_day(plan.order_date)} № {plan.order_number or NO_NUMBER}",
        "утвердил": approver or SIGNATURE,
        "утвердил_должность": plan.approver_position or "Руководитель муниципального наставнического центра",
        "утверждён": in_words(plan.approved_date) or NO_DATE,
        "отметки": "да" if marks else "",
        "выполнено": str(sum(item.done_date is not None for item in live)),
        "строк": str(len(live)),
        "просрочено": str(sum(item.is_open and bool(item.due_date and item.due_date < on) for item in live)),
        "разделы": [
            {
                "название": section.label,
                "строки": [_plan_row(item, plan, on) for item in items if item.section == section],
            }
            for section in Section
        ],
    }


def _plan_row(item: WorkPlanItem, plan: WorkPlan, on: date) -> dict[str, str]:
    return {
        "содержание": item.title,
        "срок": item.term_text,
        "место": item.place,
        "ответственный": item.responsible,
        "привлечённые": item.invited,
        "результат": item.expected,
        "отметка": of_item(item, on, running=plan.is_approved).words,
        "итог": item.outcome,
    }


def protocol(meeting: CoordinationMeeting, on: date) -> dict[str, Any]:
    """The protocol of a meeting; what is not written down yet is a place to write in."""
    people = meeting.participants.select_related("person__school", "person__position")
    return {
        "муниципалитет": str(meeting.municipality),
        "номер": meeting.protocol_number or NO_NUMBER,
        "дата": in_words(meeting.date),
        "место": meeting.place,
        "тема": meeting.topic,
        "председатель": meeting.chair or SIGNATURE,
        "секретарь": meeting.secretary or SIGNATURE,
        "повестка": [
            {
                "номер": str(number),
                "вопрос": item.text,
                "докладчик": f" Докладчик: {item.speaker}" if item.speaker else "",
            }
            for number, item in enumerate(meeting.agenda.all(), start=1)
        ],
        "присутствовали": [
            {"номер": str(number), "фио": str(item), "должность": _post(item.person)}
            for number, item in enumerate(people, start=1)
        ],
        "решения": [_decision(item, on) for item in meeting.decisions.with_owners()],
    }


def _decision(item: MeetingDecision, on: date) -> dict[str, str]:
    return {
        "номер": str(item.number),
        "решение": item.text,
        "ответственный": item.owner or "—",
        "срок": f"{item.due_date:%d.%m.%Y}" if item.due_date else "—",
        "состояние": of_decision(item, on).words,
    }


def _post(person: Person | None) -> str:
    """«, методист, Лесной район»; "" for a guest."""
    if person is None:
        return ""
    words = filter(None, (str(person.position or "").lower(), str(person.school or "")))
    return "".join(f", {word}" for word in words)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "«____» ____________ 20___ г."


def roubles(amount: Decimal) -> str:
    """«1 250 000,00»."""
    return f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",")
