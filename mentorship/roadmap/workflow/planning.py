"""Making the plan: a draft from a template, its terms and responsible people, its deletion."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.audit.log import record
from mentorship.programmes.models import Programme
from mentorship.roadmap.enums import Level, TermKind
from mentorship.roadmap.models import Roadmap, RoadmapEvent, RoadmapTemplate
from mentorship.roadmap.models.planned import PLAN_FIELDS, PlannedEvent
from mentorship.roadmap.rights import require
from mentorship.roadmap.workflow import copying, numbering, remarks, succession
from mentorship.roadmap.workflow.guards import (
    locked,
    locked_event,
    require_draft,
    require_open,
    require_within_year,
)
from schools import years
from schools.models import Municipality, School

if TYPE_CHECKING:
    from schools.models import User


@transaction.atomic
def create_from_template(
    *,
    template: RoadmapTemplate,
    year: int,
    by: "User | None",
    school: School | None = None,
    municipality: Municipality | None = None,
    like: Roadmap | None = None,
) -> Roadmap:
    """Make the draft of a school's roadmap, or of the municipality's own when no school is named.

    `like` is an earlier roadmap of the same owner: its days (moved by the years between), responsible people
    and own events are taken over.
    """
    owner = school.municipality if school else municipality
    if owner is None:
        raise ValidationError("Назовите школу или муниципалитет.")
    level = Level.SCHOOL if school else Level.MUNICIPAL
    if template.level != level:
        raise ValidationError(
            {"template": f"«{template}» — {template.get_level_display()} карта: выберите другой шаблон."}
        )
    if template.is_draft or template.municipality_id not in (None, owner.pk):
        raise ValidationError({"template": "Этот шаблон для карты не подходит: выберите другой."})
    roadmap = Roadmap(municipality=owner, school=school, template=template, level=level, year=year)
    require(by, "create", roadmap)
    roadmap.programme = _programme_of(owner, year)
    _insert(roadmap)
    RoadmapEvent.objects.bulk_create(copying.fresh_events(roadmap))
    if like is not None:
        succession.take_over(like, roadmap)
    record(by=by, action="roadmap.create", target=roadmap, text=f"{years.label(year)}, {template}")
    return roadmap


def _programme_of(municipality: Municipality, year: int) -> Programme | None:
    """The only programme whose period touches the school year; None where there is none or several."""
    touching = Programme.objects.filter(
        municipality=municipality,
        start_date__lte=years.last_day(year),
        end_date__gte=years.first_day(year),
    )[:2]
    return touching[0] if len(touching) == 1 else None


def _insert(roadmap: Roadmap) -> None:
    """Store the row; the one-a-year rule speaks its own sentence also when two people press at once."""
    roadmap.full_clean()
    try:
        with transaction.atomic():
            roadmap.save()
    except IntegrityError:
        roadmap.validate_constraints()
        raise


class Term(NamedTuple):
    """When an event is held and who answers for it."""

    start_date: date | None
    due_date: date | None
    responsible: str


@transaction.atomic
def edit_plan(*, roadmap: Roadmap, terms: Mapping[int, Term], by: "User | None") -> int:
    """Set terms and responsible people of a draft's events by primary key; returns how many changed."""
    roadmap = locked(roadmap)
    require(by, "plan", roadmap)
    require_draft(roadmap)
    events = roadmap.events.filter(pk__in=terms)
    changed = [event for event in events if _set_term(event, terms[event.pk], roadmap)]
    RoadmapEvent.objects.bulk_update(changed, Term._fields)
    remarks.correct(changed)
    if changed:
        codes = ", ".join(event.code for event in changed)
        record(by=by, action="roadmap.plan", target=roadmap, text=f"Изменены сроки: {codes}")
    return len(changed)


def _set_term(event: RoadmapEvent, term: Term, roadmap: Roadmap) -> bool:
    """Write a term that is new into the event; whether it was."""
    if term == Term(event.start_date, event.due_date, event.responsible):
        return False
    check_term(event=event, term=term, roadmap=roadmap)
    return True


def check_term(*, event: RoadmapEvent, term: Term, roadmap: Roadmap) -> None:
    """Write the term into the event without storing it; refuse days outside the year or out of order."""
    for field in ("start_date", "due_date"):
        day = getattr(term, field)
        if day is not None:
            require_within_year(day, roadmap, field)
    event.start_date, event.due_date, event.responsible = term
    event.clean_fields(exclude=["roadmap", "stage"])
    event.validate_constraints()


@transaction.atomic
def edit_event(*, event: RoadmapEvent, values: Mapping[str, Any], by: "User | None") -> RoadmapEvent:
    """Write an event of a draft anew: wording, stage, term, who answers for it."""
    event = locked_event(event)
    require(by, "plan", event.roadmap)
    require_draft(event.roadmap)
    require_open(event)
    check_planned(event, values, event.roadmap)
    event.validate_constraints()
    event.save(update_fields=PLAN_FIELDS)
    numbering.renumber(event.roadmap)
    remarks.correct([event])
    record(by=by, action="roadmap.plan", target=event, text=event.title)
    return event


@transaction.atomic
def add_event(*, roadmap: Roadmap, values: Mapping[str, Any], by: "User | None") -> RoadmapEvent:
    """Put an event of one's own into a draft, at the end of its stage."""
    roadmap = locked(roadmap)
    require(by, "plan", roadmap)
    require_draft(roadmap)
    order = numbering.last_order(roadmap) + 1
    event = RoadmapEvent(roadmap=roadmap, order=order, code=numbering.next_code(roadmap, values["stage"]))
    check_planned(event, values, roadmap)
    event.validate_constraints()
    event.save()
    numbering.renumber(roadmap)
    record(by=by, action="roadmap.event_add", target=event, text=event.title)
    return event


def check_planned(row: PlannedEvent, values: Mapping[str, Any], roadmap: Roadmap) -> None:
    """Write the plan's fields into a row without storing it; refuse what no plan may hold."""
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    for field in ("start_date", "due_date"):
        if (day := getattr(row, field)) is not None:
            require_within_year(day, roadmap, field)
    if row.start_date and row.due_date and row.start_date > row.due_date:
        raise ValidationError({"due_date": "Срок мероприятия раньше его начала."})
    if not row.is_datable and row.term_kind == TermKind.AS_NEEDED and (row.start_date or row.due_date):
        raise ValidationError({"term_kind": "У мероприятия «по мере необходимости» нет дней: уберите их."})
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in PLAN_FIELDS])


@transaction.atomic
def delete_draft(*, roadmap: Roadmap, by: "User | None") -> None:
    """Remove a draft that was never sent to be agreed, for instance one from the wrong template."""
    roadmap = locked(roadmap)
    require(by, "delete", roadmap)
    if not roadmap.is_draft or roadmap.submitted_at is not None:
        raise ValidationError("Удалить можно только черновик, который ещё не отправляли на согласование.")
    record(by=by, action="roadmap.delete", target=roadmap, text=years.label(roadmap.year))
    roadmap.delete()
