"""Letters of the bank: every move of a mentor and of a request, who is told and in which words.

A move that tells nobody stands in SILENT with its reason. Letters are posted in the transaction of the move;
imports write their rows without moves and so post none.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto

from django.urls import reverse

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.notices.enums import Topic
from mentorship.notices.posting import post_all
from mentorship.notices.wording import Wording, fill
from schools.addressees import curators, methodists
from schools.models import Consent, Person, User


class To(Enum):
    """To whom a letter of the bank may go."""

    SELF = auto()
    METHODISTS = auto()
    CURATORS = auto()


_SELF, _METHODISTS = (To.SELF,), (To.METHODISTS,)
_DESK = (To.METHODISTS, To.CURATORS)

MENTOR_LETTERS: dict[str, tuple[Wording, ...]] = {
    "nominate": (
        Wording(
            _SELF,
            "Вас предложили в наставники",
            "Ваша кандидатура подана. Методист рассмотрит её и ответит письмом. Если вы против, отзовите её "
            "на своей странице.",
        ),
        Wording(
            _METHODISTS,
            "Новая кандидатура наставника: {name}",
            "{name}, {school}: подана кандидатура в наставники ({reason}). Примите её в банк или отклоните с "
            "объяснением.",
        ),
    ),
    "accept": (
        Wording(
            _SELF,
            "Вы в банке наставников",
            "Методист принял вашу кандидатуру: карточка видна в банке. Дальше — собеседование, о его дне вам "
            "сообщит методист.",
        ),
    ),
    "reject": (
        Wording(
            _SELF,
            "Кандидатура в наставники отклонена",
            "Методист отклонил вашу кандидатуру.\n\nПричина: {reason}\n\nПодать её можно снова.",
        ),
    ),
    "withdraw": (
        Wording(_SELF, "Ваша кандидатура отозвана", "Кандидатура в наставники отозвана."),
        Wording(
            _METHODISTS,
            "Кандидатура отозвана: {name}",
            "{name}, {school}: кандидатура в наставники отозвана, решать по ней больше не нужно.",
        ),
    ),
    "select": (
        Wording(
            _SELF,
            "Собеседование пройдено",
            "{reason} Вы отобраны в наставники. Дальше — обучение: программу и дату сообщит методист.",
        ),
    ),
    "not_selected": (
        Wording(
            _SELF,
            "Собеседование записано",
            "{reason} Вы остаётесь в банке наставников; собеседование можно пройти ещё раз.",
        ),
    ),
    "train": (
        Wording(
            _SELF,
            "Обучение наставника записано",
            "Обучение завершено: {reason}. Вам могут предлагать наставляемых.",
        ),
    ),
    "waive": (
        Wording(
            _SELF,
            "Обучение не требуется",
            "Методист освободил вас от обучения: {reason}\n\nВам могут предлагать наставляемых.",
        ),
    ),
    "suspend": (
        Wording(
            _SELF,
            "Вы приостановлены как наставник",
            "Новых наставляемых вам пока не предлагают, идущие пары остаются.\n\nПричина: {reason}",
        ),
    ),
    "resume": (
        Wording(_SELF, "Вы снова в банке наставников", "Приостановка снята: карточка снова видна в банке."),
    ),
    "ask_pause": (
        Wording(
            _METHODISTS,
            "Наставник просит о приостановке: {name}",
            "{name}, {school}: просит о приостановке. Приостановите его на странице наставника или ответьте "
            "ему.\n\nПричина: {reason}",
        ),
    ),
    "retire": (
        Wording(
            _SELF,
            "Вы выведены из банка наставников",
            "Карточка больше не видна в банке.\n\nПричина: {reason}",
        ),
        Wording(
            _METHODISTS,
            "Наставник вышел из банка: {name}",
            "{name}, {school}: наставник выведен из банка.\n\nПричина: {reason}",
        ),
    ),
    "restore": (
        Wording(_SELF, "Вы снова в банке наставников", "Методист вернул вашу карточку в банк наставников."),
    ),
}

REQUEST_LETTERS: dict[str, tuple[Wording, ...]] = {
    "submit": (
        Wording(
            _SELF,
            "Ваш запрос на наставника подан",
            "За вас подали запрос: {difficulty}. Когда наставник найдётся, вы получите письмо.",
        ),
        Wording(
            _DESK,
            "Новый запрос на наставника: {name}",
            "{name}, {school}: {difficulty}. Примите запрос в базу наставляемых или верните на уточнение.",
        ),
    ),
    "return": (
        Wording(
            _SELF,
            "Запрос вернули на уточнение",
            "Ваш запрос «{difficulty}» вернули: {reason}\n\nПоправьте его и подайте снова.",
        ),
    ),
    "accept": (
        Wording(
            _SELF,
            "Запрос принят",
            "Ваш запрос «{difficulty}» принят в базу наставляемых. Методист подбирает наставника.",
        ),
    ),
    "reject": (
        Wording(
            _SELF,
            "Запрос отклонён",
            "Ваш запрос «{difficulty}» отклонён.\n\nПричина: {reason}\n\nЕго можно исправить и подать снова.",
        ),
    ),
    "withdraw": (
        Wording(_SELF, "Ваш запрос отозван", "Запрос «{difficulty}» отозван. Подать его можно снова."),
        Wording(
            _DESK,
            "Запрос отозван: {name}",
            "{name}, {school}: запрос «{difficulty}» отозван, наставник по нему больше не нужен.",
        ),
    ),
    "revive": (
        Wording(
            _SELF,
            "Ваш запрос снова черновик",
            "Запрос «{difficulty}» снова открыт: проверьте его и подайте.",
        ),
    ),
    "reopen": (
        Wording(
            _DESK,
            "Запрос снова ждёт наставника: {name}",
            "{name}, {school}: пара не состоялась или распалась, запрос «{difficulty}» снова в очереди.\n\n"
            "Причина: {reason}",
        ),
    ),
}

CONSENT_LETTERS = (
    Wording(
        _SELF,
        "Ваше согласие отозвано",
        "Записан отзыв вашего согласия: {consent}. То, что оно разрешало, прекращено. Если это ошибка, "
        "дайте согласие снова.",
    ),
    Wording(
        _DESK,
        "Отозвано согласие: {name}",
        "{name}, {school}: отозвано согласие — {consent}. То, что оно разрешало, прекращено.",
    ),
)

_PAIR_TELLS = "об этом говорит письмо пары"
# Moves without a letter, and why.
MENTOR_SILENT = {
    "start": _PAIR_TELLS,
    "finish": _PAIR_TELLS,
    "lock": "об этом говорит письмо об отзыве согласия",
}
REQUEST_SILENT = {
    "create": "черновик видит только тот, кто его пишет",
    "change": "черновик видит только тот, кто его пишет",
    "match": _PAIR_TELLS,
    "start": _PAIR_TELLS,
    "close": _PAIR_TELLS,
}


def tell(row: Mentor | MenteeRequest, move: str, *, by: User | None, before: str, reason: str = "") -> None:
    """Post the letters of a move that has just been made; called by every move of the workflow."""
    if isinstance(row, Mentor):
        named = "not_selected" if move == "select" and row.state != MentorState.SELECTED else move
        _post(Topic.MENTOR, MENTOR_LETTERS.get(named, ()), row.person, row.get_absolute_url(), by, reason)
        return
    wordings = REQUEST_LETTERS.get(move, ())
    if move == "withdraw" and before == RequestState.DRAFT:
        # nobody but its people knew of a draft
        wordings = tuple(wording for wording in wordings if To.SELF in wording.to)
    gaps = {"difficulty": row.difficulty}
    _post(Topic.REQUEST, wordings, row.person, row.get_absolute_url(), by, reason, gaps)


def tell_of_withdrawal(consent: Consent, by: User | None) -> None:
    """Post the letters of a consent that has just been withdrawn (settings.CONSENT_LETTERS)."""
    gaps = {"consent": consent.get_kind_display()}
    path = reverse("bank:consents", args=[consent.person_id])
    _post(Topic.MENTOR, CONSENT_LETTERS, consent.person, path, by, gaps=gaps)


def _post(
    topic: Topic,
    wordings: Sequence[Wording],
    person: Person,
    path: str,
    by: User | None,
    reason: str = "",
    gaps: Mapping[str, object] | None = None,
) -> None:
    """Fill the words in and post them; who holds an office is asked only where a wording names it."""
    if not wordings:
        return
    offices: dict[Enum, Callable[[], list[Person]]] = {
        To.SELF: lambda: [person],
        To.METHODISTS: lambda: methodists(person.municipality_id),
        To.CURATORS: lambda: curators([person.school_id]),
    }
    named = {to for wording in wordings for to in wording.to}
    people = {to: offices[to]() for to in named}
    known = {"name": person, "school": person.school or "без школы", "reason": reason or "не указана"}
    letters = fill(wordings, topic=topic, people=people, gaps={**known, **(gaps or {})}, path=path, by=by)
    post_all(letters)
