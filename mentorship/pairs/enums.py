"""States of a pair and which transition is allowed from which (domain.md §4.3)."""

from django.db import models


class PairState(models.TextChoices):
    """From the proposal to the result."""

    PROPOSED = "proposed", "предложена"
    AGREED = "agreed", "согласована"
    ORDERED = "ordered", "закреплена"
    ACTIVE = "active", "действует"
    PAUSED = "paused", "приостановлена"
    COMPLETED = "completed", "завершена"
    DISSOLVED = "dissolved", "расторгнута"
    CANCELLED = "cancelled", "отменена"


TRANSITIONS: dict[PairState, tuple[PairState, ...]] = {
    PairState.PROPOSED: (PairState.AGREED, PairState.CANCELLED),
    PairState.AGREED: (PairState.ORDERED, PairState.CANCELLED),
    PairState.ORDERED: (PairState.ACTIVE, PairState.DISSOLVED),
    PairState.ACTIVE: (PairState.PAUSED, PairState.COMPLETED, PairState.DISSOLVED),
    PairState.PAUSED: (PairState.ACTIVE, PairState.COMPLETED, PairState.DISSOLVED),
    PairState.COMPLETED: (),
    PairState.DISSOLVED: (),
    PairState.CANCELLED: (),
}

# A place of the mentor is taken (contract §4).
PLACE_STATES = (PairState.AGREED, PairState.ORDERED, PairState.ACTIVE, PairState.PAUSED)
# The members have entered the programme (contract §4).
ENTERED_STATES = (PairState.ACTIVE, PairState.PAUSED, PairState.COMPLETED, PairState.DISSOLVED)
# The pair still lives: someone has to do something about it.
LIVE_STATES = (PairState.PROPOSED, *PLACE_STATES)
FINAL_STATES = (PairState.COMPLETED, PairState.DISSOLVED, PairState.CANCELLED)


class Initiator(models.TextChoices):
    """Who asked for a pair to be dissolved (domain.md §4.3)."""

    MENTOR = "mentor", "наставник"
    MENTEE = "mentee", "наставляемый"
    EMPLOYER = "employer", "работодатель"
    DISMISSAL = "dismissal", "увольнение"


# These warn the other side at least three working days ahead (ст. 351.8 ТК РФ, domain.md §4.3).
WARNING_INITIATORS = (Initiator.MENTOR, Initiator.EMPLOYER)


class OrderScope(models.TextChoices):
    """Whose order it is: a school's, or the municipality's for a pair across schools (decisions.md §5)."""

    SCHOOL = "school", "школа"
    MUNICIPALITY = "municipality", "муниципалитет"


class MeetingKind(models.TextChoices):
    """Kinds of meetings of a pair (document 003)."""

    INTRODUCTION = "introduction", "встреча-знакомство"
    TRIAL = "trial", "пробная рабочая"
    PLANNING = "planning", "встреча-планирование"
    REGULAR = "regular", "регулярная"
    FINAL = "final", "заключительная"


class HalfYear(models.IntegerChoices):
    """The two halves of a school year that mentors report for."""

    FIRST = 1, "I полугодие"
    SECOND = 2, "II полугодие"


class ReportState(models.TextChoices):
    """From the draft of a half-year report to its check (domain.md §4.5)."""

    DRAFT = "draft", "черновик"
    SUBMITTED = "submitted", "сдан"
    RETURNED = "returned", "возвращён"
    CHECKED = "checked", "проверен"
    WAIVED = "waived", "не требуется"


class Objective(models.TextChoices):
    """What the best assignment is: for the most people, or by the highest scores."""

    PEOPLE = "people", "больше пар"
    FIT = "fit", "лучшее совпадение"


class SchoolRule(models.IntegerChoices):
    """Whether a mentor may work in the mentee's own school."""

    ANY = 0, "любая школа"
    OWN = 1, "только своя школа"
    OTHER = 2, "только другая школа"


class SubjectRule(models.IntegerChoices):
    """Whether the subject of a request only counts in the score, or is asked for."""

    ANY = 0, "предмет только добавляет баллы"
    SAME = 1, "только тот же предмет"


class RunState(models.TextChoices):
    """A matching of the whole pool: drafted, then published or thrown away."""

    DRAFT = "draft", "черновик"
    PUBLISHED = "published", "опубликован"
    DISCARDED = "discarded", "отброшен"


class LineState(models.TextChoices):
    """What came of one request in a matching."""

    DRAFT = "draft", "в черновике"
    PUBLISHED = "published", "пара предложена"
    LEFT = "left", "не получилось"
