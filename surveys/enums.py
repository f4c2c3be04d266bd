"""Closed lists of the questionnaires (surveys_and_indicators.md §1.3, §3; domain.md §4.6)."""

from django.db import models


class Respondent(models.TextChoices):
    """In which role a person answers."""

    MENTEE = "mentee", "наставляемый"
    MENTOR = "mentor", "наставник"
    CURATOR = "curator", "школьный куратор"


class Phase(models.TextChoices):
    """«До» asks what is expected, «после» what happened (decisions.md §4); other forms are asked once."""

    BEFORE = "before", "до"
    AFTER = "after", "после"
    ONCE = "once", "один раз"


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
    CHOICE = "choice", "один из вариантов"
    TEXT_SHORT = "text_short", "короткий текст"
    TEXT_LONG = "text_long", "текст"


class CampaignState(models.TextChoices):
    """From the plan to the archive."""

    DRAFT = "draft", "черновик"
    OPEN = "open", "открыта"
    CLOSED = "closed", "закрыта"
    ANALYSED = "analysed", "итоги подведены"
    ARCHIVED = "archived", "в архиве"


class Stage(models.TextChoices):
    """Where a campaign stands on a day; computed, never stored."""

    DRAFT = "draft", "черновик"
    PLANNED = "planned", "назначена"
    OPEN = "open", "идёт"
    CLOSED = "closed", "закрыта"
    ANALYSED = "analysed", "итоги подведены"
    ARCHIVED = "archived", "в архиве"


# Back to the draft only while nobody has answered; open again only with a reason (domain.md §4.6).
CAMPAIGN_TRANSITIONS: dict[CampaignState, tuple[CampaignState, ...]] = {
    CampaignState.DRAFT: (CampaignState.OPEN,),
    CampaignState.OPEN: (CampaignState.CLOSED, CampaignState.DRAFT),
    CampaignState.CLOSED: (CampaignState.OPEN, CampaignState.ANALYSED),
    CampaignState.ANALYSED: (CampaignState.ARCHIVED,),
    CampaignState.ARCHIVED: (),
}


class OpensOn(models.TextChoices):
    """What brings the form to a person: the campaign's first day, or a state of the person's pair."""

    DATE = "", "первый день кампании"
    AGREED = "agreed", "пара согласована"
    ORDERED = "ordered", "пара закреплена приказом"
    ACTIVE = "active", "пара начала работу"
    COMPLETED = "completed", "пара завершена"


class LinkKind(models.TextChoices):
    """What a personal secret opens: the form in a browser, or a row of an Excel sheet."""

    LINK = "link", "личная ссылка"
    SHEET = "sheet", "код строки Excel"


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
    PAPER = "paper", "введено с бумаги"


class SwotSide(models.TextChoices):
    """Where a free text belongs in the picture that the methodist draws of a programme."""

    STRENGTH = "strength", "сильная сторона"
    WEAKNESS = "weakness", "слабая сторона"
    OPPORTUNITY = "opportunity", "возможность"
    THREAT = "threat", "угроза"
