"""Making the plan: a draft from a template, its terms and responsible people, its deletion."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mentorship.audit.log import record
from mentorship.programmes.models import Programme
from mentorship.roadmap import dates
from mentorship.roadmap.enums import Level
from mentorship.roadmap.models import Roadmap, RoadmapEvent, RoadmapTemplate, TemplateEvent
from mentorship.roadmap.rights import require
from mentorship.roadmap.workflow.guards import locked, require_draft, require_within_year
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
) -> Roadmap:
    """Make the draft of a school's roadmap, or of the municipality's own when no school is named."""
    owner = school.municipality if school else municipality
    if owner is None:
        raise ValidationError("Назовите школу или муниципалитет.")
    level = Level.SCHOOL if school else Level.MUNICIPAL
    if template.level != level:
        raise ValidationError(
            {"template": f"«{template}» — {template.get_level_display()} карта: выберите другой шаблон."}
        )
    roadmap = Roadmap(municipality=owner, school=school, template=template, level=level, year=year)
    require(by, "create", roadmap)
    roadmap.programme = _programme_of(owner, year)
    _insert(roadmap)
    RoadmapEvent.objects.bulk_create(_events_of(roadmap))
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


def _events_of(roadmap: Roadmap) -> list[RoadmapEvent]:
    """Copies of the template's events, their months turned into days of the year (docs/adr/0007)."""
    template_events = TemplateEvent.objects.filter(stage__template=roadmap.template)
    return [
        RoadmapEvent(
            roadmap=roadmap,
            stage_id=event.stage_id,
            order=order,
            code=event.code,
            title=event.title,
            form=event.form,
            term_text=event.term_text,
            term_kind=event.term_kind,
            start_date=dates.start_of(roadmap.year, event.start_month),
            due_date=dates.due_of(roadmap.year, event.due_month),
            responsible=event.responsible,
            expected_result=event.result,
        )
        for order, event in enumerate(template_events.order_by("stage__order", "order"), start=1)
    ]


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
def delete_draft(*, roadmap: Roadmap, by: "User | None") -> None:
    """Remove a draft that was never sent to be agreed, for instance one from the wrong template."""
    roadmap = locked(roadmap)
    require(by, "delete", roadmap)
    if not roadmap.is_draft or roadmap.submitted_at is not None:
        raise ValidationError("Удалить можно только черновик, который ещё не отправляли на согласование.")
    record(by=by, action="roadmap.delete", target=roadmap, text=years.label(roadmap.year))
    roadmap.delete()
