"""States of a roadmap and of its events, kinds of terms (domain.md §1.9, §4.4)."""

from django.db import models


class Level(models.TextChoices):
    """Whose roadmap it is."""

    MUNICIPAL = "municipal", "муниципальная"
    SCHOOL = "school", "школьная"


class TermKind(models.TextChoices):
    """Kinds of terms in the documents; only the first three can become overdue."""

    MONTH = "month", "месяц"
    MONTH_RANGE = "month_range", "период в месяцах"
    MONTH_THEN_ONGOING = "month_then_ongoing", "месяц, далее по мере необходимости"
    AS_NEEDED = "as_needed", "по мере необходимости"
    WHOLE_PERIOD = "whole_period", "весь период программы"


DATABLE_TERMS = (TermKind.MONTH, TermKind.MONTH_RANGE, TermKind.MONTH_THEN_ONGOING)

# Terms whose events happen again and again: each time is an occurrence.
ONGOING_TERMS = (TermKind.MONTH_THEN_ONGOING, TermKind.AS_NEEDED, TermKind.WHOLE_PERIOD)


class RoadmapState(models.TextChoices):
    """From the draft to the closing."""

    DRAFT = "draft", "черновик"
    SUBMITTED = "submitted", "на согласовании"
    AGREED = "agreed", "согласована"
    IN_PROGRESS = "in_progress", "выполняется"
    CLOSED = "closed", "закрыта"


TRANSITIONS: dict[RoadmapState, tuple[RoadmapState, ...]] = {
    RoadmapState.DRAFT: (RoadmapState.SUBMITTED,),
    RoadmapState.SUBMITTED: (RoadmapState.AGREED, RoadmapState.DRAFT),
    RoadmapState.AGREED: (RoadmapState.IN_PROGRESS, RoadmapState.CLOSED),
    RoadmapState.IN_PROGRESS: (RoadmapState.CLOSED,),
    RoadmapState.CLOSED: (),
}

# Roadmaps whose events are marked.
RUNNING_STATES = (RoadmapState.AGREED, RoadmapState.IN_PROGRESS)


class EventState(models.TextChoices):
    """Overdue is computed, never stored (decisions.md §6)."""

    PLANNED = "planned", "запланировано"
    DONE = "done", "выполнено"
    CANCELLED = "cancelled", "отменено"


class ChangeKind(models.TextChoices):
    """What is changed in an agreed plan."""

    MOVE = "move", "перенос срока"
    CANCEL = "cancel", "отмена мероприятия"


class ChangeState(models.TextChoices):
    """A school asks, the municipality makes or declines."""

    ASKED = "asked", "ждёт решения"
    MADE = "made", "внесено"
    DECLINED = "declined", "отклонено"


class TemplateState(models.TextChoices):
    """A published version of a template never changes."""

    DRAFT = "draft", "черновик"
    PUBLISHED = "published", "опубликован"


class RevisionState(models.TextChoices):
    """A proposed version of an agreed plan; until it is agreed the agreed one stays in force."""

    DRAFT = "draft", "готовится"
    SUBMITTED = "submitted", "на согласовании"
    AGREED = "agreed", "согласована"
    WITHDRAWN = "withdrawn", "снята"


OPEN_REVISIONS = (RevisionState.DRAFT, RevisionState.SUBMITTED)


class LineKind(models.TextChoices):
    """What a line of a proposed version does."""

    ADD = "add", "новое мероприятие"
    EDIT = "edit", "изменение"
    CANCEL = "cancel", "отмена"


class MeetingState(models.TextChoices):
    """States of a coordination meeting."""

    PLANNED = "planned", "запланировано"
    HELD = "held", "проведено"
    CANCELLED = "cancelled", "отменено"


class AttendanceWay(models.TextChoices):
    """How somebody came into the list of those who took part."""

    HAND = "hand", "отмечен в списке"
    LIST = "list", "загружен списком"
    CODE = "code", "отметился по QR‑коду"


class DecisionState(models.TextChoices):
    """What became of a meeting's decision; overdue is computed, never stored."""

    OPEN = "open", "в работе"
    DONE = "done", "выполнено"
    CANCELLED = "cancelled", "снято"


class PlanState(models.TextChoices):
    """States of the centre's work plan."""

    DRAFT = "draft", "проект"
    APPROVED = "approved", "утверждён"


class Section(models.TextChoices):
    """The four sections of the centre's work plan (document 000, Приложение № 1)."""

    RESEARCH = "research", "Исследовательская деятельность"
    PROJECT = "project", "Проектная деятельность"
    ADVICE = "advice", "Консультационная деятельность"
    INFORMATION = "information", "Информационная деятельность"
