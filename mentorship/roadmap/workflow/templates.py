"""Templates of one's own: copied, edited as a draft, published as a version that never changes."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.roadmap.enums import DATABLE_TERMS, TemplateState
from mentorship.roadmap.models import RoadmapTemplate, TemplateEvent, TemplateStage
from mentorship.roadmap.workflow.guards import codes_in_words, require_words
from schools.models import Municipality

if TYPE_CHECKING:
    from schools.models import User


def may_edit(user: "User", template: RoadmapTemplate) -> bool:
    """Whether a draft is the user's to edit: a methodist of its municipality."""
    if not template.is_draft:
        return False
    return "methodist" in user.access.roles and _answers_for(user, template.municipality_id)


def _answers_for(user: "User", municipality: int | None) -> bool:
    """A template for all belongs to who answers for the whole portal, and to the only municipality."""
    scope = user.access.scope("roadmap", change=True)
    if scope.everywhere or municipality is not None:
        return scope.everywhere or municipality in scope.municipalities
    return Municipality.objects.count() == 1


def require_editable(template: RoadmapTemplate, by: "User | None") -> None:
    """Refuse changes of what is published, of what came with the portal and of what is another's."""
    if template.is_builtin:
        raise ValidationError("Этот шаблон поставляется с порталом: скопируйте его и правьте копию.")
    if not template.is_draft:
        raise ValidationError("Опубликованная версия не меняется: сделайте новую версию шаблона.")
    if by is not None and not may_edit(by, template):
        raise ValidationError("Этот шаблон правит методист своего муниципалитета.")


def _require_methodist(by: "User | None", municipality: Municipality | None) -> None:
    """A template is written by a methodist, for the own municipality or for all."""
    if by is None:
        return
    if "methodist" not in by.access.roles:
        raise ValidationError("Шаблоны готовит методист.")
    if not _answers_for(by, municipality.pk if municipality else None):
        raise ValidationError({"municipality": "Выберите свой муниципалитет."})


@transaction.atomic
def copy_template(
    *, template: RoadmapTemplate, title: str, municipality: Municipality | None, by: "User | None"
) -> RoadmapTemplate:
    """Make an own template from any other: a draft with the same stages, events and codes."""
    _require_methodist(by, municipality)
    copy = RoadmapTemplate(
        code=_free_code(template),
        version=1,
        title=require_words(title, "title", "Назовите шаблон."),
        level=template.level,
        source=template.source,
        municipality=municipality,
        origin=template,
    )
    return _store(copy, template, by, "roadmap.template_copy")


@transaction.atomic
def new_version(*, template: RoadmapTemplate, by: "User | None") -> RoadmapTemplate:
    """Begin the next version of an own template, as a draft; the published one stays as it is."""
    _require_methodist(by, template.municipality)
    if template.is_builtin:
        raise ValidationError("Этот шаблон поставляется с порталом: скопируйте его и правьте копию.")
    newest = RoadmapTemplate.objects.filter(code=template.code).order_by("-version")[0]
    copy = RoadmapTemplate(
        code=template.code,
        version=newest.version + 1,
        title=template.title,
        level=template.level,
        source=template.source,
        municipality=template.municipality,
        origin=template.origin,
    )
    return _store(copy, newest, by, "roadmap.template_version")


def _free_code(template: RoadmapTemplate) -> str:
    """«school_003_2»: the code of what was copied and a number that no template has yet."""
    taken = set(RoadmapTemplate.objects.values_list("code", flat=True))
    base, number = template.code[:34], 2
    while f"{base}_{number}" in taken:
        number += 1
    return f"{base}_{number}"


def _store(copy: RoadmapTemplate, source: RoadmapTemplate, by: "User | None", action: str) -> RoadmapTemplate:
    copy.full_clean(exclude=["origin", "municipality"])
    copy.save()
    for stage in source.stages.order_by("order").prefetch_related("events"):
        events = list(stage.events.all())
        stage.pk, stage.template = None, copy
        stage.save(force_insert=True)
        for event in events:
            event.pk, event.stage = None, stage
        TemplateEvent.objects.bulk_create(events)
    record(by=by, action=action, target=copy, text=f"Скопирован с: {source}, версия {source.version}")
    return copy


@transaction.atomic
def publish(*, template: RoadmapTemplate, note: str, by: "User | None") -> RoadmapTemplate:
    """Let roadmaps be made from the draft; from now on this version never changes."""
    template = RoadmapTemplate.objects.select_for_update().get(pk=template.pk)
    require_editable(template, by)
    template.note = note.strip()
    if template.version > 1:
        require_words(template.note, "note", "Напишите, что изменилось: это увидят школы.")
    _require_whole(template)
    template.state = TemplateState.PUBLISHED
    template.published_at, template.published_by = timezone.now(), by
    template.clean_fields(exclude=["origin", "municipality", "published_by"])
    template.save(update_fields=["state", "note", "published_at", "published_by"])
    record(by=by, action="roadmap.template_publish", target=template, text=template.note)
    return template


def _require_whole(template: RoadmapTemplate) -> None:
    """Every stage has events, every code stands once, every event with a month has its month."""
    stages = list(template.stages.prefetch_related("events"))
    events = [event for stage in stages for event in stage.events.all()]
    problems = []
    if not events:
        problems.append("В шаблоне нет ни одного мероприятия.")
    if empty := [stage.number for stage in stages if not stage.events.all()]:
        problems.append(f"Нет мероприятий на этапах {codes_in_words(empty)}.")
    codes = [event.code for event in events]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        problems.append(f"Код стоит дважды: {codes_in_words(twice)}.")
    if dateless := [row.code for row in events if row.term_kind in DATABLE_TERMS and row.due_month is None]:
        problems.append(f"Укажите месяц мероприятий {codes_in_words(dateless)}.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def delete_template(*, template: RoadmapTemplate, by: "User | None") -> None:
    """Throw a draft away."""
    template = RoadmapTemplate.objects.select_for_update().get(pk=template.pk)
    require_editable(template, by)
    record(by=by, action="roadmap.template_delete", target=template)
    TemplateStage.objects.filter(template=template).delete()
    template.delete()
