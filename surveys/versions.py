"""Versions of questionnaires: a definition is stored as rows, published, and read back the same."""

from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from mentorship.audit.log import record
from schools.models import User
from surveys.catalogue import (
    CatalogueError,
    FormDefinition,
    ItemDefinition,
    SectionDefinition,
    ShowIf,
    check_form,
    checksum,
)
from surveys.enums import Phase, VersionState
from surveys.models import Item, Questionnaire, QuestionnaireVersion
from surveys.promise import NOT_PROMISED, PROMISE, is_promised

# Published versions read so far, by key and checksum: their rows never change.
_PUBLISHED: dict[tuple[int, str], FormDefinition] = {}


def form_of(version: QuestionnaireVersion) -> FormDefinition:
    """Return what the version asks: no query where it was read before or its items are at hand."""
    if version.state == VersionState.DRAFT:
        return _read(version)
    key = (version.pk, version.checksum)
    if key not in _PUBLISHED:
        _PUBLISHED[key] = _read(version)
    return _PUBLISHED[key]


def stored_form(version: QuestionnaireVersion) -> FormDefinition:
    """Return what the version's rows say now, whatever was read of them before."""
    return _read(version)


def forms_of(versions: QuerySet[QuestionnaireVersion]) -> dict[QuestionnaireVersion, FormDefinition]:
    """Return what each version asks; the items of all that were not read yet come in one query."""
    rows = list(versions.select_related("questionnaire"))
    prefetch_related_objects([row for row in rows if (row.pk, row.checksum) not in _PUBLISHED], "items")
    return {row: form_of(row) for row in rows}


def _read(version: QuestionnaireVersion) -> FormDefinition:
    asked, items = version.questionnaire, sorted(version.items.all(), key=lambda item: item.order)
    return FormDefinition(
        asked.code,
        asked.title,
        asked.role,
        asked.phase,
        version.intro,
        tuple(_section(title, list(rows)) for title, rows in groupby(items, lambda item: item.section)),
    )


def _section(title: str, rows: list[Item]) -> SectionDefinition:
    return SectionDefinition(title, rows[0].instruction, tuple(map(_item, rows)))


def _item(row: Item) -> ItemDefinition:
    return ItemDefinition(
        code=row.code,
        number=row.number,
        section=row.section,
        text=row.text,
        kind=row.kind,
        scale=row.scale,
        paired_with=row.paired_with,
        relation=row.relation or "none",
        hint=row.hint,
        show_if=ShowIf.read(row.show_if) if row.show_if else None,
        allows_dont_know=row.allows_dont_know,
    )


@transaction.atomic
def store_version(
    questionnaire: Questionnaire, form: FormDefinition, *, origin: str = ""
) -> QuestionnaireVersion:
    """Store a definition as the questionnaire's next version, a draft with all its items.

    `origin`: the sum of the catalogue's form it is taken from, so that it is taken once, edited or not.
    """
    last = questionnaire.versions.order_by("-number").first()
    version = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        number=last.number + 1 if last else 1,
        intro=form.intro,
        checksum=checksum(form),
        origin=origin,
    )
    firsts = {section.items[0].code: section.instruction for section in form.sections}
    Item.objects.bulk_create(
        _row(version, order, item, firsts.get(item.code, "")) for order, item in enumerate(form.items, 1)
    )
    return version


def _row(version: QuestionnaireVersion, order: int, item: ItemDefinition, instruction: str) -> Item:
    return Item(
        version=version,
        order=order,
        code=item.code,
        number=item.number,
        section=item.section,
        instruction=instruction,
        text=item.text,
        hint=item.hint,
        kind=item.kind,
        scale=item.scale,
        paired_with=item.paired_with,
        relation=item.relation,
        show_if=str(item.show_if) if item.show_if else "",
        allows_dont_know=item.allows_dont_know,
    )


@transaction.atomic
def copy_version(*, version: QuestionnaireVersion, by: User | None) -> QuestionnaireVersion:
    """Return a draft that asks the same: a correction begins here, item codes stay."""
    if QuestionnaireVersion.objects.drafts().filter(questionnaire=version.questionnaire_id).exists():
        raise ValidationError("Черновик новой версии этой анкеты уже есть: правьте его.")
    copy = store_version(version.questionnaire, _read(version))
    record(by=by, action="questionnaire.copied", target=copy)
    return copy


@transaction.atomic
def create_questionnaire(*, code: str, title: str, role: str, by: User | None) -> QuestionnaireVersion:
    """Return the empty first draft of a form of the methodist's own, asked once a year."""
    questionnaire = Questionnaire(code=code, title=title, role=role, phase=Phase.ONCE)
    questionnaire.full_clean()
    questionnaire.save()
    version = QuestionnaireVersion.objects.create(questionnaire=questionnaire, intro=PROMISE)
    record(by=by, action="questionnaire.created", target=version)
    return version


@transaction.atomic
def publish_version(*, version: QuestionnaireVersion, by: User | None) -> None:
    """Publish a draft; the version published before is retired, campaigns that ask it keep it."""
    if version.state != VersionState.DRAFT:
        raise ValidationError("Публикуется только черновик версии.")
    form = _read(version)
    _check(form)
    earlier = QuestionnaireVersion.objects.published().filter(questionnaire=version.questionnaire_id).first()
    if earlier is not None:
        earlier.state = VersionState.RETIRED
        earlier.save()
    version.checksum = checksum(form)
    version.state = VersionState.PUBLISHED
    version.published_at = timezone.now()
    version.save()
    record(by=by, action="questionnaire.published", target=version)


def _check(form: FormDefinition) -> None:
    """Raise ValidationError unless the form can be filled in and promises what the portal keeps."""
    problems = [] if is_promised(form.intro) else [NOT_PROMISED]
    try:
        check_form(form)
    except CatalogueError as error:
        problems += str(error).splitlines()
    if problems:
        raise ValidationError(problems)
