"""Incidents: registered, told of in time, closed; every step stands in the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.journal.models import Incident, IncidentState
from schools.models import Municipality, User
from schools.stamps import ChangedMeanwhile

AREA: Final = "incidents"
TOLD: Final = (
    "title",
    "noticed_at",
    "happened_from",
    "happened_to",
    "cause",
    "data_words",
    "people_words",
    "people_count",
    "harm",
    "measures",
    "contact",
    "findings",
    "culprits",
)
CHANGED_MEANWHILE: Final = (
    "Пока вы правили, инцидент изменил кто-то другой. Ваш текст остался в форме: "
    "сверьте его с сохранённым и сохраните снова."
)
# What the second notice must say.
_OF_INQUIRY: Final = {
    "findings": "Запишите итоги расследования.",
    "culprits": "Запишите, чьи действия стали причиной (или что это не установлено).",
}
# What the first notice must say.
_OF_NOTICE: Final = {
    "cause": "Запишите предполагаемые причины.",
    "harm": "Запишите предполагаемый вред.",
    "measures": "Запишите принятые меры.",
    "contact": "Запишите, кто отвечает Роскомнадзору.",
}


@transaction.atomic
def register(
    *, municipality: Municipality, told: Mapping[str, Any], by: User | None, now: datetime
) -> Incident:
    """Put an incident on record; the hours run from when it was noticed."""
    _check_right(by, municipality.pk)
    incident = Incident(municipality=municipality, registered_by=by, **_told(told))
    _check_hour(incident.noticed_at, now)
    _save(incident)
    record(
        by=by,
        action="incident.registered",
        target=incident,
        data={"noticed": incident.noticed_at.isoformat()},
    )
    return incident


@transaction.atomic
def change(
    *, incident: Incident, told: Mapping[str, Any], version: int, by: User | None, now: datetime
) -> Incident:
    """Tell more of an open incident; ChangedMeanwhile when it was changed since `version` was shown."""
    held = _held(incident, by)
    if held.version != version:
        raise ChangedMeanwhile(CHANGED_MEANWHILE)
    new = _told(told)
    changed = [name for name in TOLD if name in new and getattr(held, name) != new[name]]
    if not changed:
        return held
    for name in changed:
        setattr(held, name, new[name])
    _check_hour(held.noticed_at, now)
    _save(held)
    record(by=by, action="incident.changed", target=held, data={"fields": changed})
    return held


@transaction.atomic
def tell_first(*, incident: Incident, at: datetime, by: User | None, now: datetime) -> Incident:
    """The first notice (24 hours) is sent."""
    return _sent(incident, "notified_at", at, by, now, _OF_NOTICE, "incident.notified")


@transaction.atomic
def tell_second(*, incident: Incident, at: datetime, by: User | None, now: datetime) -> Incident:
    """The second notice (72 hours), with what the inquiry found, is sent."""
    if _held(incident, by).notified_at is None:
        raise ValidationError("Сначала отправьте первое уведомление.")
    return _sent(incident, "investigated_at", at, by, now, _OF_INQUIRY, "incident.investigated")


@transaction.atomic
def close(*, incident: Incident, conclusion: str, by: User | None, now: datetime) -> Incident:
    """End an incident of which both notices are sent."""
    held = _held(incident, by)
    if held.notified_at is None or held.investigated_at is None:
        raise ValidationError("Закрыть можно после двух уведомлений.")
    if not conclusion.strip():
        raise ValidationError("Запишите, чем кончилось.")
    held.state, held.closed_at, held.conclusion = IncidentState.CLOSED, now, conclusion.strip()
    _save(held)
    record(by=by, action="incident.closed", target=held, text=held.conclusion)
    return held


def _sent(
    incident: Incident,
    field: str,
    at: datetime,
    by: User | None,
    now: datetime,
    needed: Mapping[str, str],
    action: str,
) -> Incident:
    held = _held(incident, by)
    if getattr(held, field) is not None:
        raise ValidationError("Это уведомление уже отмечено отправленным.")
    if missing := [words for name, words in needed.items() if not getattr(held, name).strip()]:
        raise ValidationError(missing)
    if not held.noticed_at <= at <= now:
        raise ValidationError("Время отправки — после обнаружения и не в будущем.")
    setattr(held, field, at)
    _save(held)
    record(by=by, action=action, target=held, data={"at": at.isoformat()})
    return held


def _held(incident: Incident, by: User | None) -> Incident:
    """The incident as it stands now, its row locked to the end; only an open one changes."""
    held = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    _check_right(by, held.municipality_id)
    if held.state != IncidentState.OPEN:
        raise ValidationError("Инцидент закрыт: его больше не меняют.")
    return held


def _save(incident: Incident) -> None:
    if incident.pk:
        incident.version += 1
    incident.full_clean(exclude=["registered_by", "municipality"])
    incident.save()


def _told(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name in TOLD}


def _check_hour(noticed: datetime, now: datetime) -> None:
    if noticed > now:
        raise ValidationError({"noticed_at": "Обнаружить в будущем нельзя."})


def _check_right(by: User | None, municipality: int) -> None:
    if by is not None and not by.access.scope(AREA, change=True).reaches(municipality=municipality):
        raise ValidationError("Инциденты ведёт руководитель наставнического центра.")
