"""States of a mentor and of a request, and which transition is allowed from which (domain.md §4.1, §4.2)."""

from typing import NamedTuple

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
# Mentors who have left the bank or never came in: an old file does not bring their cards back.
GONE_STATES = (MentorState.REJECTED, MentorState.WITHDRAWN, MentorState.RETIRED)


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

    @classmethod
    def of_years(cls, years: int) -> "Experience":
        """The band that holds a number of full years."""
        bands = (cls.UP_TO_10, cls.UP_TO_20, cls.UP_TO_30, cls.UP_TO_40, cls.OVER_40)
        return bands[min(max(years - 1, 0) // 10, len(bands) - 1)]


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
# Requests of the base of mentees: accepted once and not called off since.
BASE_STATES = (RequestState.ACCEPTED, RequestState.MATCHED, RequestState.IN_WORK, RequestState.CLOSED)


class Move(NamedTuple):
    """A transition: what it is called («Принять в банк»), from which states it leads, to which."""

    words: str
    sources: tuple[str, ...]
    target: str


_M = MentorState

MENTOR_MOVES: dict[str, Move] = {
    "nominate": Move("Подать кандидатуру снова", (_M.REJECTED, _M.WITHDRAWN), _M.CANDIDATE),
    "accept": Move("Принять в банк", (_M.CANDIDATE,), _M.IN_BANK),
    "reject": Move("Отклонить кандидатуру", (_M.CANDIDATE,), _M.REJECTED),
    "withdraw": Move("Отозвать кандидатуру", (_M.CANDIDATE,), _M.WITHDRAWN),
    "select": Move("Отобрать по собеседованию", (_M.IN_BANK,), _M.SELECTED),
    "train": Move("Отметить обучение", (_M.SELECTED,), _M.TRAINED),
    "waive": Move("Освободить от обучения", (_M.SELECTED,), _M.TRAINED),
    "suspend": Move("Приостановить", LISTED_STATES, _M.SUSPENDED),
    # where to is remembered in Mentor.state_before
    "resume": Move("Возобновить", (_M.SUSPENDED,), _M.IN_BANK),
    "retire": Move(
        "Вывести из банка", (_M.CANDIDATE, *LISTED_STATES, _M.SUSPENDED, _M.WITHDRAWN), _M.RETIRED
    ),
    # follows from the withdrawal of the consent to processing, whatever the state
    "lock": Move(
        "Вывести по отзыву согласия",
        tuple(state for state in _M if state != _M.RETIRED),
        _M.RETIRED,
    ),
    "restore": Move("Вернуть в банк", (_M.RETIRED,), _M.IN_BANK),
    # called by the workflow of pairs when the first pair starts and when the last one ends
    "start": Move("Начать работу с парой", (_M.IN_BANK, _M.SELECTED, _M.TRAINED), _M.ACTIVE),
    "finish": Move("Закончить работу с парами", (_M.ACTIVE,), _M.TRAINED),
}

_R = RequestState

REQUEST_MOVES: dict[str, Move] = {
    "submit": Move("Подать запрос", (_R.DRAFT,), _R.SUBMITTED),
    "return": Move("Вернуть на уточнение", (_R.SUBMITTED,), _R.DRAFT),
    "accept": Move("Принять в базу наставляемых", (_R.SUBMITTED,), _R.ACCEPTED),
    "reject": Move("Отклонить запрос", (_R.SUBMITTED,), _R.REJECTED),
    "withdraw": Move("Отозвать запрос", (_R.DRAFT, *WAITING_STATES, _R.MATCHED), _R.WITHDRAWN),
    "revive": Move("Подать заново", (_R.REJECTED, _R.WITHDRAWN), _R.DRAFT),
    # called by the workflow of pairs; what Excel brought in may lag behind its pair
    "match": Move("Подобрать наставника", WAITING_STATES, _R.MATCHED),
    "start": Move("Начать работу по запросу", (_R.ACCEPTED, _R.MATCHED), _R.IN_WORK),
    "close": Move("Закрыть запрос", (_R.ACCEPTED, _R.MATCHED, _R.IN_WORK), _R.CLOSED),
    "reopen": Move("Вернуть запрос в очередь", (_R.MATCHED, _R.IN_WORK), _R.ACCEPTED),
}
