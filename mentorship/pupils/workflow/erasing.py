"""Destroying a pupil's data: names, signatures and scans go, the numbers stay (security.md §7)."""

from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mentorship.audit.log import record
from mentorship.privacy.wiping import wipe
from mentorship.pupils.enums import BreakReason, PupilState
from mentorship.pupils.models import Pupil, PupilConsent
from mentorship.pupils.workflow.locking import lock_pupil, stop_pairs
from schools.models import User


@transaction.atomic
def erase_pupil(*, pupil: Pupil, on: date, by: User | None) -> Pupil:
    """Destroy what tells the pupil and the representative apart; pairs and meetings stay as counts."""
    pupil = lock_pupil(pupil)
    if pupil.state == PupilState.ERASED:
        raise ValidationError("Данные этого ученика уже уничтожены.")
    was = pupil.get_state_display()
    stop_pairs(pupil, reason=BreakReason.ERASED, day=on, by=by)
    pupil.name = pupil.name_key = pupil.letter = ""
    pupil.turned_18_on = pupil.destroy_by = None
    pupil.state, pupil.erased_on = PupilState.ERASED, on
    pupil.version += 1
    pupil.save()
    consents = list(pupil.consents.select_for_update())
    scans = sum(bool(consent.scan) for consent in consents)
    for consent in consents:
        _empty(consent, on)
    told = {"consents": len(consents), "scans": scans, "grade": pupil.grade, "was": was}
    record(by=by, action="pupils.erased", target=pupil, text="Данные ученика уничтожены", data=told)
    transaction.on_commit(partial(wipe, connection))
    return pupil


def _empty(consent: PupilConsent, on: date) -> None:
    """Of a consent stay the days, the text's version and who signed by relation; the scan goes at commit."""
    if consent.scan:
        transaction.on_commit(partial(consent.scan.storage.delete, str(consent.scan.name)))
    consent.scan = consent.representative = consent.number = ""
    consent.withdrawn_date = consent.withdrawn_date or max(on, consent.given_date)
    consent.save()
