"""Closed lists of the questionnaires (surveys_and_indicators.md §1.3, §3; domain.md §4.6)."""

from django.db import models


class Respondent(models.TextChoices):
    """In which role a person answers."""

    MENTEE = "mentee", "наставляемый"
    MENTOR = "mentor", "наставник"


class Phase(models.TextChoices):
    """«До» asks what is expected, «после» what happened (decisions.md §4)."""

    BEFORE = "before", "до"
    AFTER = "after", "после"


class VersionState(models.TextChoices):
    """A published version never changes."""

    DRAFT = "draft", "черновик"
    PUBLISHED = "published", "опубликована"
    RETIRED = "retired", "снята"


class ItemKind(models.TextChoices):
    """Kinds of questions."""

    SCALE = "scale", "шкала 1–10"
    YES_NO = "yes_no", "да/нет"
    FREQUENCY = "frequency", "частота"
    TEXT_SHORT = "text_short", "короткий текст"
    TEXT_LONG = "text_long", "текст"


class CampaignState(models.TextChoices):
    """From the plan to the archive."""

    DRAFT = "draft", "черновик"
    OPEN = "open", "открыта"
    CLOSED = "closed", "закрыта"


class Stage(models.TextChoices):
    """Where a campaign stands on a day; computed, never stored."""

    DRAFT = "draft", "черновик"
    PLANNED = "planned", "назначена"
    OPEN = "open", "идёт"
    CLOSED = "closed", "закрыта"


CAMPAIGN_TRANSITIONS: dict[CampaignState, tuple[CampaignState, ...]] = {
    CampaignState.DRAFT: (CampaignState.OPEN,),
    CampaignState.OPEN: (CampaignState.CLOSED,),
    CampaignState.CLOSED: (CampaignState.OPEN,),
}


class ResponseState(models.TextChoices):
    """A draft is kept on the server; submitted once, editable until the campaign closes."""

    DRAFT = "draft", "начата"
    SUBMITTED = "submitted", "отправлена"


class Status(models.TextChoices):
    """What others may know of a person's questionnaire."""

    NOT_STARTED = "not_started", "не начата"
    DRAFT = "draft", "начата"
    SUBMITTED = "submitted", "отправлена"


class ResponseSource(models.TextChoices):
    """How the answers came in."""

    PORTAL = "portal", "на портале"
    LINK = "link", "по личной ссылке"
    IMPORT = "import", "загрузка из Excel"
