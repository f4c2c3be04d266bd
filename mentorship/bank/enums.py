"""States of a mentor and of a request, and which transition is allowed from which (domain.md §4.1, §4.2)."""

from django.db import models


class MentorState(models.TextChoices):
    """From the nomination to the retirement from the bank."""

    CANDIDATE = "candidate", "заявлен"
    IN_BANK = "in_bank", "в банке"
    SELECTED = "selected", "отобран"
    TRAINED = "trained", "обучен"
    ACTIVE = "active", "действующий"
    SUSPENDED = "suspended", "приостановлен"
    REJECTED = "rejected", "отклонён"
    WITHDRAWN = "withdrawn", "отозван"
    RETIRED = "retired", "выведен"


# Mentors whose card is found in the bank.
LISTED_STATES = (MentorState.IN_BANK, MentorState.SELECTED, MentorState.TRAINED, MentorState.ACTIVE)


class MentorSource(models.TextChoices):
    """How a mentor came into the bank."""

    SELF = "self", "самовыдвижение"
    CURATOR = "curator", "школьный куратор"
    METHODIST = "methodist", "методист"
    IMPORT = "import", "загрузка из Excel"


class Experience(models.TextChoices):
    """Bands of teaching experience in years (document 004, the visible bank)."""

    UP_TO_10 = "0-10", "0–10"
    UP_TO_20 = "11-20", "11–20"
    UP_TO_30 = "21-30", "21–30"
    UP_TO_40 = "31-40", "31–40"
    OVER_40 = "41+", "41+"


class RequestState(models.TextChoices):
    """From the draft of a request to its closing."""

    DRAFT = "draft", "черновик"
    SUBMITTED = "submitted", "подан"
    ACCEPTED = "accepted", "принят"
    MATCHED = "matched", "подобран"
    IN_WORK = "in_work", "в работе"
    CLOSED = "closed", "закрыт"
    REJECTED = "rejected", "отклонён"
    WITHDRAWN = "withdrawn", "отозван"


# Requests that wait for a mentor.
WAITING_STATES = (RequestState.SUBMITTED, RequestState.ACCEPTED)
