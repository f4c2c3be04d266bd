"""A plan that follows another: last year's, or the same draft after its template was exchanged."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.roadmap import crosswalk, dates
from mentorship.roadmap.models import Roadmap, RoadmapEvent, RoadmapTemplate, TemplateEvent, TemplateStage
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.rights import require
from mentorship.roadmap.workflow import copying, numbering
from mentorship.roadmap.workflow.guards import locked, require_draft

if TYPE_CHECKING:
    from schools.models import User

TERM = ("start_date", "due_date", "responsible")


def take_over(old: Roadmap, new: Roadmap) -> None:
    """Bring days, responsible people and own events of an earlier plan into the new one's fresh events."""
    if (old.school_id, old.municipality_id) != (new.school_id, new.municipality_id):
        raise ValidationError("Взять сроки можно только из своей карты.")
    _carry(_Plan(old), new, new.year - old.year)


class _Plan:
    """A plan as it was: read whole, so that its rows may go."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.template = roadmap.template
        self.events = list(roadmap.events.in_plan().select_related("stage").prefetch_related("persons"))
        known = TemplateEvent.objects.filter(stage__template__code=roadmap.template.code)
        # What no version of the template has was added by the school itself.
        self.own = {event.code for event in self.events} - set(known.values_list("code", flat=True))


def _carry(old: _Plan, new: Roadmap, count: int) -> None:
    """Give each event of the new plan what its twin had; what the old template lacked comes along whole."""
    fresh = {event.code: event for event in new.events.all()}
    twins = crosswalk.twins(old.template, new.template)
    stages = {stage.number: stage for stage in new.template.stages.all()}
    for event in old.events:
        if event.code in old.own:
            _add(event, new, stages, count)
            continue
        for code in twins.get(event.code, (event.code,)):
            if code in fresh:
                _set(fresh[code], event, count)
    numbering.renumber(new)


def _set(event: RoadmapEvent, twin: RoadmapEvent, count: int) -> None:
    """The twin's days and people; an event that is now held otherwise keeps the template's days."""
    if event.is_datable and twin.is_datable:
        event.start_date = dates.moved_by_years(twin.start_date, count)
        event.due_date = dates.moved_by_years(twin.due_date, count)
    event.responsible = twin.responsible
    event.save(update_fields=TERM)
    event.persons.add(*twin.persons.all())


def _add(event: RoadmapEvent, roadmap: Roadmap, stages: Mapping[str, TemplateStage], count: int) -> None:
    """The school's own event comes along under the next free code of its stage."""
    values = {name: getattr(event, name) for name in PLAN_FIELDS}
    values["stage"] = stage = stages.get(event.stage.number) or list(stages.values())[-1]
    for name in ("start_date", "due_date"):
        values[name] = dates.moved_by_years(values[name], count)
    code = numbering.next_code(roadmap, stage)
    order = numbering.last_order(roadmap) + 1
    copy = RoadmapEvent.objects.create(roadmap=roadmap, code=code, order=order, **values)
    copy.persons.add(*event.persons.all())


@transaction.atomic
def change_template(*, roadmap: Roadmap, template: RoadmapTemplate, by: "User | None") -> Roadmap:
    """Plan a draft by another template: days and people go to the twin events by the cross-walk 001 ↔ 003."""
    roadmap = locked(roadmap)
    require(by, "plan", roadmap)
    require_draft(roadmap)
    _require_fitting(roadmap, template)
    old = _Plan(roadmap)
    roadmap.events.all().delete()
    roadmap.template = template
    roadmap.save(update_fields=["template"])
    RoadmapEvent.objects.bulk_create(copying.fresh_events(roadmap))
    _carry(old, roadmap, 0)
    record(by=by, action="roadmap.template", target=roadmap, text=str(template))
    return roadmap


def _require_fitting(roadmap: Roadmap, template: RoadmapTemplate) -> None:
    offered = RoadmapTemplate.objects.newest().serving(roadmap.municipality)
    if template.level != roadmap.level or not offered.filter(pk=template.pk).exists():
        raise ValidationError({"template": "Этот шаблон для карты не подходит: выберите другой."})
    if template.pk == roadmap.template_id:
        raise ValidationError({"template": "Карта уже составлена по этому шаблону."})
    if roadmap.submitted_at is not None:
        raise ValidationError(
            "Карту уже отправляли на согласование: шаблон больше не меняют, правьте сами мероприятия."
        )
