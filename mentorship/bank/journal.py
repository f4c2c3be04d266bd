"""The history of a mentor or a request, read from the journal of actions."""

from datetime import datetime
from typing import NamedTuple

from mentorship.audit.models import Entry
from mentorship.bank.models import MenteeRequest, Mentor

# What happened, by the entry's action.
HAPPENED = {
    "mentor.nominate": "Кандидатура подана",
    "mentor.accept": "Принят в банк",
    "mentor.reject": "Кандидатура отклонена",
    "mentor.withdraw": "Кандидатура отозвана",
    "mentor.select": "Собеседование",
    "mentor.train": "Обучение",
    "mentor.waive": "Освобождён от обучения",
    "mentor.suspend": "Приостановлен",
    "mentor.ask_pause": "Просьба о приостановке",
    "mentor.lock": "Выведен из банка: согласие отозвано",
    "mentor.resume": "Возобновлён",
    "mentor.retire": "Выведен из банка",
    "mentor.restore": "Возвращён в банк",
    "mentor.start": "Начал работу с парой",
    "mentor.finish": "Закончил работу с парами",
    "mentor.capacity": "Изменено число мест",
    "mentor.topics": "Изменены темы",
    "card.put": "Карточка внесена",
    "card.change": "Карточка изменена",
    "card.withdraw": "Карточка снята",
    "request.create": "Запрос составлен",
    "request.change": "Запрос изменён",
    "request.submit": "Запрос подан",
    "request.return": "Возвращён на уточнение",
    "request.accept": "Принят в базу наставляемых",
    "request.reject": "Отклонён",
    "request.withdraw": "Отозван",
    "request.revive": "Снова черновик",
    "request.match": "Наставник подобран",
    "request.start": "Начата работа с наставником",
    "request.close": "Закрыт: пара завершена",
    "request.reopen": "Возвращён в очередь",
}
SHOWN = 20


class Line(NamedTuple):
    """One act: when, what, in which words, by whom («портал» for a command or an import)."""

    at: datetime
    words: str
    text: str
    by: str


def history(row: Mentor | MenteeRequest) -> list[Line]:
    """The last acts with the row, the newest first; one query."""
    entries = Entry.objects.filter(target_model=row._meta.label_lower, target_id=row.pk)
    return [
        Line(
            entry.at,
            HAPPENED.get(entry.action, "Изменён в админке"),
            "" if entry.action.startswith("admin.") else entry.text,
            entry.by.get_full_name() if entry.by else "портал",
        )
        for entry in entries.select_related("by__person")[:SHOWN]
    ]
