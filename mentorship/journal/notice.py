"""The text of the notices to Роскомнадзор, to copy into its form (152-ФЗ, ст. 21 ч. 3.1)."""

from datetime import datetime

from django.utils import timezone

from mentorship.journal.models import Incident

_BLANK = "________"


def first(incident: Incident) -> str:
    """Within 24 hours: what happened, why, what harm, what was done, who answers."""
    lines = [
        "Уведомление о неправомерной или случайной передаче (предоставлении, распространении, доступе)",
        "персональных данных, повлёкшей нарушение прав субъектов персональных данных",
        "",
        f"Оператор: {incident.municipality.name}, муниципальный наставнический центр",
        f"Инцидент: {incident.title}",
        f"Обнаружен: {_hour(incident.noticed_at)}",
        f"Период: {_period(incident)}",
        f"Чьи данные: {incident.people_words}{_count(incident)}",
        f"Какие данные: {incident.data_words}",
        f"Предполагаемые причины: {incident.cause or _BLANK}",
        f"Предполагаемый вред: {incident.harm or _BLANK}",
        f"Принятые меры: {incident.measures or _BLANK}",
        f"Уполномочен взаимодействовать с Роскомнадзором: {incident.contact or _BLANK}",
    ]
    return "\n".join(lines)


def second(incident: Incident) -> str:
    """Within 72 hours: what the inquiry found, and whose acts were the cause."""
    lines = [
        "Дополнительное уведомление о результатах внутреннего расследования инцидента",
        "",
        f"Оператор: {incident.municipality.name}, муниципальный наставнический центр",
        f"Инцидент: {incident.title}, обнаружен {_hour(incident.noticed_at)}",
        f"Первое уведомление отправлено: {_hour(incident.notified_at) if incident.notified_at else _BLANK}",
        f"Итоги расследования: {incident.findings or _BLANK}",
        f"Действия каких лиц стали причиной: {incident.culprits or _BLANK}",
        f"Принятые меры: {incident.measures or _BLANK}",
    ]
    return "\n".join(lines)


def _hour(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y %H:%M}"


def _period(incident: Incident) -> str:
    start, end = incident.happened_from, incident.happened_to
    if start and end:
        return f"{start:%d.%m.%Y}–{end:%d.%m.%Y}"
    if start:
        return f"с {start:%d.%m.%Y}"
    return f"по {end:%d.%m.%Y}" if end else _BLANK


def _count(incident: Incident) -> str:
    return "" if incident.people_count is None else f" (человек: {incident.people_count})"
