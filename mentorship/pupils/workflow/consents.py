"""Consents are taken and withdrawn; with them a pupil comes out of «черновик» and goes out of the pairs."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.pupils.consent_texts import CURRENT, text_hash
from mentorship.pupils.enums import BreakReason, PupilState, Relation
from mentorship.pupils.models import Pupil, PupilConsent
from mentorship.pupils.models.pupils import DESTROY_DAYS
from mentorship.pupils.workflow.locking import check_day, lock_pupil, stop_pairs
from schools import attachments
from schools.models import User

NOT_YET_OWN = "Сам ученик даёт согласие, когда ему исполнилось 18: сначала отметьте этот день в его записи."
NOW_OWN = "Ученику исполнилось 18: согласие теперь даёт он сам."
ALREADY = "Действующее согласие уже записано. Если подписано новое, сначала отметьте отзыв прежнего."


@transaction.atomic
def give_consent(
    *,
    pupil: Pupil,
    relation: str,
    given_date: date,
    on: date,
    by: User | None,
    representative: str = "",
    number: str = "",
    scan: Any = None,
) -> PupilConsent:
    """Write down a signed consent; the pupil takes part from then on.

    From 18 on the pupil's own consent replaces the representative's.
    """
    check_day("given_date", given_date, on)
    pupil = lock_pupil(pupil)
    if pupil.state == PupilState.ERASED:
        raise ValidationError("Данные ученика уничтожены: запишите его заново.")
    _check_signer(pupil, relation, given_date)
    replaced = _to_replace(pupil, relation, given_date)
    consent = PupilConsent(
        pupil=pupil,
        relation=relation,
        representative="" if relation == Relation.SELF else " ".join(representative.split()),
        given_date=given_date,
        number=number.strip(),
        text_version=CURRENT,
        text_hash=text_hash(CURRENT),
    )
    if scan:
        _check_scan(scan)
        consent.scan = scan
    _set_state(pupil, PupilState.DRAFT)
    if replaced is not None:
        replaced.withdrawn_date, replaced.is_replaced = given_date, True
        replaced.save(update_fields=["withdrawn_date", "is_replaced"])
    consent.full_clean()
    consent.save()
    _set_state(pupil, PupilState.READY)
    data = {"pupil": pupil.pk, "relation": str(relation), "text_version": CURRENT}
    record(by=by, action="pupils.consent_given", target=consent, text="Согласие записано", data=data)
    return consent


@transaction.atomic
def withdraw_consent(*, pupil: Pupil, day: date, on: date, by: User | None) -> Pupil:
    """Taking part stops, the name is hidden, destruction is due within 30 days of the withdrawal."""
    check_day("day", day, on)
    pupil = lock_pupil(pupil)
    consent = PupilConsent.objects.live().filter(pupil=pupil).first()
    if consent is None:
        raise ValidationError("Действующего согласия нет: отзывать нечего. Обновите страницу.")
    if day < consent.given_date:
        raise ValidationError({"day": "Отзыв не может быть раньше согласия."})
    stop_pairs(pupil, reason=BreakReason.CONSENT, day=day, by=by)
    _set_state(pupil, PupilState.WITHDRAWN, destroy_by=day + timedelta(days=DESTROY_DAYS))
    consent.withdrawn_date = day
    consent.save(update_fields=["withdrawn_date"])
    record(by=by, action="pupils.consent_withdrawn", target=consent, text="Согласие отозвано, имя скрыто")
    return pupil


def enough_consent(pupil: Pupil, on: date) -> bool:
    """Whether the live consent is of the one who must give it on the day."""
    consent = PupilConsent.objects.live().filter(pupil=pupil).first()
    return consent is not None and (consent.relation == Relation.SELF or not pupil.is_adult(on))


def _check_signer(pupil: Pupil, relation: str, given_date: date) -> None:
    if relation == Relation.SELF and not pupil.is_adult(given_date):
        raise ValidationError({"relation": NOT_YET_OWN})
    if relation != Relation.SELF and pupil.is_adult(given_date):
        raise ValidationError({"relation": NOW_OWN})


def _to_replace(pupil: Pupil, relation: str, given_date: date) -> PupilConsent | None:
    """The representative's consent that the pupil's own replaces; any other live one stands in the way."""
    live = PupilConsent.objects.live().filter(pupil=pupil).first()
    if live is None:
        return None
    if relation != Relation.SELF or live.relation == Relation.SELF or live.given_date > given_date:
        raise ValidationError(ALREADY)
    return live


def _check_scan(scan: Any) -> None:
    try:
        attachments.check(scan)
    except ValidationError as error:
        raise ValidationError({"scan": error.messages}) from error


def _set_state(pupil: Pupil, state: PupilState, *, destroy_by: date | None = None) -> None:
    pupil.state, pupil.destroy_by = state, destroy_by
    pupil.version += 1
    pupil.save()
