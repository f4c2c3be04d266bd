"""Which text fields are private: all of the portal's but those that stand here with the reason why not."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from reports.demo.canaries.marks import base_label
from schools.fields import FoldedField

_WORDS = "a word of a list that the whole portal shares"
_FORMS = "the published wording of a questionnaire, a template or a programme"
_CODES = "a code of a closed list or a technical value, no person's words"
_ORGANISATION = "what every organisation publishes of itself"
_SECRETS = "only a hash is kept, or the file's own name on the disk"
_FIGURES = "figures and answers by number; the words stand in fields of their own"

# A model's label (all of its texts) or a field's → why nobody is harmed when others read it.
PUBLIC: dict[str, str] = {
    **dict.fromkeys(
        (
            "schools.schoolkind",
            "schools.subject",
            "schools.position",
            "programmes.formvariant",
            "programmes.focus",
            "bank.menteecategory",
            "bank.difficulty",
            "bank.requestsource",
            "bank.trainingprogramme",
            "bank.selectioncriterion",
            "pairs.effect",
            "pairs.productkind",
            "schools.contextvalue.characteristic",
        ),
        _WORDS,
    ),
    **dict.fromkeys(
        (
            "programmes.mentoringform",
            "programmes.programme",
            "programmes.budgetline",
            "programmes.centre",
            "programmes.centregroup",
            "pairs.plantemplate",
            "pairs.plantemplateitem",
            "roadmap.roadmaptemplate",
            "roadmap.templatestage",
            "roadmap.templateevent",
            "surveys.questionnaire",
            "surveys.questionnaireversion",
            "surveys.item",
            "schools.consenttext",
            "practices.nomination",
            "documents.documenttemplate",
        ),
        _FORMS,
    ),
    **dict.fromkeys(
        ("schools.municipality.name", "schools.school", "practices.material", "practices.contest"),
        _ORGANISATION,
    ),
    **dict.fromkeys(
        (
            "audit.entry.action",
            "audit.entry.target_model",
            "audit.entry.roles",
            "audit.entry.request",
            "audit.entry.once",
            "audit.permit",
            "schools.consent.opened",
            "schools.savedfilter.page",
            "schools.accounthabits",
            "notices.notice.path",
            "notices.notice.key",
            "reports.indicatortarget.indicator",
            "reports.statistic.indicator",
            "reports.setting.code",
            "reports.score.criterion",
            "reports.scoredecision.criterion",
            "reports.savedview.query",
            "roadmap.evidence.portal_path",
            "roadmap.coordinationmeeting.protocol_number",
            "roadmap.roadmapevent.code",
            "roadmap.revisionline.code",
            "spreadsheets.importtask.token",
            "spreadsheets.importtask.kind",
            "spreadsheets.importtask.claim",
            "spreadsheets.importtask.options",
            "surveys.participation.form",
            "surveys.freetext.item_code",
            "surveys.revision.item_code",
            "pairs.matchrun.conditions",
            "pairs.matchrun.offered",
            "pairs.matchrun.recruits",
        ),
        _CODES,
    ),
    **dict.fromkeys(
        (
            "schools.user.password",
            "calendars.feedkey.secret_hash",
            "documents.paper.sha256",
            "surveys.personallink.token_hash",
            "surveys.textcode.digest",
            "entrance.bucket",
            "entrance.knownaddress",
            "entrance.secondfactor",
            "entrance.recoverycode",
            "entrance.providerlink",
            "entrance.visit",
            "pupils.pupilconsent.text_hash",
            "pupils.pupil.letter",
            "practices.award.code",
            "operation.sentform",
        ),
        _SECRETS,
    ),
    **dict.fromkeys(
        (
            "surveys.campaign.summary",
            "surveys.response.answers",
            "surveys.tally.figures",
            "surveys.revision.was",
            "reports.snapshot.figures",
            "reports.summary",
            "reports.summaryfigure",
            "schools.indexrun",
        ),
        _FIGURES,
    ),
}
_TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)


def own_models() -> list[type[models.Model]]:
    """Every model of the portal's own apps, versions included."""
    root = Path(settings.BASE_DIR)
    own = [app for app in apps.get_app_configs() if _lies_in(Path(app.path), root)]
    return [model for app in own for model in app.get_models()]


def _lies_in(path: Path, root: Path) -> bool:
    return root in path.parents and "site-packages" not in path.parts


def text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """Fields that hold people's words: choices, search keys and what simple-history keeps are none."""
    for field in model._meta.local_fields:
        if not isinstance(field, _TEXTS) or isinstance(field, FoldedField) or field.choices:
            continue
        if field.name.startswith("history_") or field.primary_key:
            continue
        yield field


def why_public(model: type[models.Model], field: models.Field) -> str:
    """The reason why the field is public; "" for a private one."""
    label = base_label(model)
    return PUBLIC.get(label) or PUBLIC.get(f"{label}.{field.name}", "")


def private_fields(model: type[models.Model]) -> list[models.Field]:
    """The text fields of a model that get a canary."""
    return [field for field in text_fields(model) if not why_public(model, field)]
