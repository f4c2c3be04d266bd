"""Changes of the work plan and of the municipal event: made, approved, changed with the old kept, marked."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.roadmap.dates import due_of
from mentorship.roadmap.enums import EventState, MeetingState, PlanState, Section
from mentorship.roadmap.models import TownEvent, WorkPlan, WorkPlanChange, WorkPlanItem
from mentorship.roadmap.reference import read
from schools import years
from schools.models import Municipality, Person, School

if TYPE_CHECKING:
    from schools.models import User

SECTIONS_FILE = Path(__file__).with_name("sections.toml")
TEMPLATE = "municipal_000"
NOT_YOURS = "План и мероприятия центра ведут руководитель центра, методист и ответственный управления."


class Line(NamedTuple):
    """What a row of the plan says."""

    section: str
    title: str
    term_text: str
    responsible: str
    due_date: date | None = None
    place: str = ""
    owner: Person | None = None
    invited: str = ""
    expected: str = ""


@cache
def first_lines() -> tuple[tuple[Section, dict[str, Any]], ...]:
    """The events of document 000 §6 by the sections of its Приложение № 1."""
    template = next(file for file in read() if file["code"] == TEMPLATE)
    events = {event["code"]: event for stage in template["stages"] for event in stage["events"]}
    sections = tomllib.loads(SECTIONS_FILE.read_text(encoding="utf-8"))
    return tuple((section, events[code]) for section in Section for code in sections[section.value])


@transaction.atomic
def create_plan(*, municipality: Municipality, year: int, by: "User | None", empty: bool = False) -> WorkPlan:
    """Begin the plan of a school year with the events of the document, or with empty sections."""
    plan = WorkPlan(municipality=municipality, year=year)
    require_leader(by, municipality.pk)
    plan.full_clean()
    plan.save()
    if not empty:
        WorkPlanItem.objects.bulk_create(
            _first_item(plan, section, event, order)
            for order, (section, event) in enumerate(first_lines(), start=1)
        )
    record(by=by, action="work_plan.add", target=plan, text=f"Составлен план: {years.label(year)}")
    return plan


def _first_item(plan: WorkPlan, section: Section, event: dict[str, Any], order: int) -> WorkPlanItem:
    form = event.get("form", "").strip(" .")
    return WorkPlanItem(
        plan=plan,
        section=section,
        order=order,
        title=f"{event['title']} ({form})" if form else event["title"],
        term_text=event["term_text"],
        due_date=due_of(plan.year, event.get("due_month")),
        responsible=event["responsible"],
        expected=event.get("result", ""),
    )


@transaction.atomic
def approve_plan(
    *,
    plan: WorkPlan,
    on: date,
    by: "User | None",
    approver_position: str = "",
    order_number: str = "",
    order_date: date | None = None,
) -> WorkPlan:
    """«УТВЕРЖДАЮ»: the head of the centre puts the plan in force."""
    if by is not None and not may_approve(by, plan):
        raise ValidationError("План утверждает руководитель наставнического центра.")
    plan = _lock(plan)
    if plan.is_approved:
        raise ValidationError("План уже утверждён: обновите страницу.")
    if not plan.items.exclude(state=EventState.CANCELLED).exists():
        raise ValidationError("В плане нет ни одной строки: сначала заполните его.")
    if order_date is not None and order_date > on:
        raise ValidationError({"order_date": "Дата приказа ещё не наступила."})
    plan.state, plan.approved_date, plan.approved_by = PlanState.APPROVED, on, by
    plan.approver_position = approver_position
    plan.order_number, plan.order_date = order_number, order_date
    plan.full_clean()
    plan.save()
    record(by=by, action="work_plan.approve", target=plan, text=f"План утверждён {on:%d.%m.%Y}")
    return plan


@transaction.atomic
def save_item(
    *, plan: WorkPlan, item: WorkPlanItem | None, line: Line, by: "User | None", reason: str = ""
) -> WorkPlanItem:
    """Add a row or change what it says; in an approved plan with a reason, and what was before is kept."""
    require_leader(by, plan.municipality_id)
    plan = _lock(plan)
    _check_reason(plan, reason)
    before: dict[str, str] = {}
    if item is None:
        item = WorkPlanItem(plan=plan, order=plan.items.count() + 1)
    else:
        item = _lock_item(item)
        before = words_of(item)
        _check_open(item)
    if line.owner is not None and line.owner.municipality_id != plan.municipality_id:
        raise ValidationError({"owner": "Этот человек — из другого муниципалитета."})
    for name, value in line._asdict().items():
        setattr(item, name, value)
    item.full_clean()
    item.save()
    after = words_of(item)
    if before != after:
        _keep(plan, item, before, after, reason, by)
    return item


@transaction.atomic
def cancel_item(*, item: WorkPlanItem, by: "User | None", reason: str = "") -> None:
    """Take a row out: from a draft for good, from an approved plan with a reason and a trace."""
    require_leader(by, item.plan.municipality_id)
    plan = _lock(item.plan)
    _check_reason(plan, reason)
    item = _lock_item(item)
    _check_open(item)
    if not plan.is_approved:
        record(by=by, action="work_plan.drop", target=item, text=item.title)
        item.delete()
        return
    item.state = EventState.CANCELLED
    item.save()
    _keep(plan, item, {"состояние": "запланировано"}, {"состояние": "отменено"}, reason, by)


@transaction.atomic
def mark_item(
    *, item: WorkPlanItem, done_date: date, outcome: str, on: date, by: "User | None"
) -> WorkPlanItem:
    """Mark a row of an approved plan as done: those who lead the plan do, and its owner."""
    item = _lock_item(item)
    if by is not None and not may_mark(by, item):
        raise ValidationError("Выполнение отмечает ответственный или тот, кто ведёт план.")
    if not item.plan.is_approved:
        raise ValidationError("План ещё не утверждён: отмечать рано.")
    _check_open(item)
    if done_date > on:
        raise ValidationError({"done_date": f"День ещё не наступил: сегодня {on:%d.%m.%Y}."})
    if not outcome.strip():
        raise ValidationError({"outcome": "Напишите, что получилось."})
    item.state, item.done_date, item.outcome = EventState.DONE, done_date, outcome.strip()
    item.full_clean()
    item.save()
    record(by=by, action="work_plan.done", target=item, text=f"Выполнено {done_date:%d.%m.%Y}")
    return item


@transaction.atomic
def unmark_item(*, item: WorkPlanItem, by: "User | None") -> WorkPlanItem:
    """Take back a mark made by mistake."""
    require_leader(by, item.plan.municipality_id)
    item = _lock_item(item)
    if item.state != EventState.DONE:
        raise ValidationError("Эта строка не отмечена: обновите страницу.")
    text = f"Отметка снята: была {item.done_date:%d.%m.%Y}. {item.outcome}"[:500]
    item.state, item.done_date, item.outcome = EventState.PLANNED, None, ""
    item.save()
    record(by=by, action="work_plan.undo", target=item, text=text)
    return item


@transaction.atomic
def save_town_event(*, event: TownEvent, schools: list[School], on: date, by: "User | None") -> TownEvent:
    """Store the municipal event; one that lies ahead cannot have been held."""
    require_leader(by, event.municipality_id)
    if event.state == MeetingState.HELD and event.date > on:
        raise ValidationError({"date": f"Мероприятие ещё впереди: сегодня {on:%d.%m.%Y}."})
    for school in schools:
        if school.municipality_id != event.municipality_id:
            raise ValidationError({"schools": f"«{school}» — из другого муниципалитета."})
    event.full_clean()
    action = "town_event.change" if event.pk else "town_event.add"
    event.save()
    event.schools.set(schools)
    record(by=by, action=action, target=event, text=event.get_state_display())
    return event


def words_of(item: WorkPlanItem) -> dict[str, str]:
    """What a row says, by the names people read."""
    return {
        "раздел": item.get_section_display(),
        "содержание": item.title,
        "срок": item.term_text,
        "последний день": f"{item.due_date:%d.%m.%Y}" if item.due_date else "",
        "место": item.place,
        "ответственный": item.responsible,
        "ответственный из портала": str(item.owner or ""),
        "привлечённые": item.invited,
        "результат": item.expected,
    }


def may_approve(user: "User", plan: WorkPlan) -> bool:
    """Whether the account is the head of the plan's municipality."""
    return any(
        held.role == "head" and held.municipality in (None, plan.municipality_id) for held in user.access.held
    )


def may_mark(user: "User", item: WorkPlanItem) -> bool:
    """Whether the account may mark the row."""
    leads = user.access.scope("meetings", change=True).reaches(municipality=item.plan.municipality_id)
    return leads or (user.person_id is not None and item.owner_id == user.person_id)


def require_leader(by: "User | None", municipality: int) -> None:
    """Refuse whoever does not lead the plan of the municipality; a command (`by` is None) may do all."""
    if by is not None and not by.access.scope("meetings", change=True).reaches(municipality=municipality):
        raise ValidationError(NOT_YOURS)


def _check_reason(plan: WorkPlan, reason: str) -> None:
    if plan.is_approved and not reason.strip():
        raise ValidationError({"reason": "План утверждён: напишите, почему он меняется."})


def _check_open(item: WorkPlanItem) -> None:
    if not item.is_open:
        raise ValidationError(f"Строка уже в состоянии «{item.get_state_display()}»: обновите страницу.")


def _keep(
    plan: WorkPlan,
    item: WorkPlanItem,
    before: dict[str, str],
    after: dict[str, str],
    reason: str,
    by: "User | None",
) -> None:
    """Keep what an approved plan said; a draft changes without a trace but for the journal."""
    if plan.is_approved:
        changed = [name for name in after if before.get(name, "") != after[name]]
        WorkPlanChange.objects.create(
            plan=plan,
            item=item,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed},
            reason=reason.strip()[:1000],
            made_by=by,
        )
    record(by=by, action="work_plan.change", target=item, text=item.title[:250], data={"before": before})


def _lock(plan: WorkPlan) -> WorkPlan:
    return WorkPlan.objects.select_for_update().get(pk=plan.pk)


def _lock_item(item: WorkPlanItem) -> WorkPlanItem:
    return WorkPlanItem.objects.select_for_update(of=("self",)).select_related("plan").get(pk=item.pk)
