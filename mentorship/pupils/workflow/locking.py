"""What the changes share: the row as it stands now, days that may not lie ahead, pairs that stop."""

from datetime import date

from django.core.exceptions import ValidationError

from mentorship.audit.log import record
from mentorship.pupils.enums import BreakReason, PupilPairState
from mentorship.pupils.models import Pupil, PupilPair
from schools.models import User


def lock_pupil(pupil: Pupil) -> Pupil:
    """The pupil as it stands now, its row locked until the transaction ends."""
    return Pupil.objects.select_for_update().get(pk=pupil.pk)


def lock_pair(pair: PupilPair) -> PupilPair:
    """The pair as it stands now, its row locked until the transaction ends."""
    rows = PupilPair.objects.select_for_update(of=("self",))
    return rows.select_related("school", "mentee", "mentor_pupil", "mentor_teacher").get(pk=pair.pk)


def check_day(name: str, day: date, on: date) -> None:
    """Refuse a day that has not come yet."""
    if day > on:
        raise ValidationError({name: "Этот день ещё не наступил."})


def stop_pairs(pupil: Pupil, *, reason: BreakReason, day: date, by: User | None) -> None:
    """Break every live pair of the pupil; a pair that begins later than the day stops on its first day."""
    pairs = PupilPair.objects.select_for_update().of(pupil).live()
    for pair in pairs.order_by("pk"):
        pair.state, pair.break_reason = PupilPairState.BROKEN, reason
        pair.end_date = max(day, pair.start_date or day)
        pair.save(update_fields=["state", "break_reason", "end_date"])
        record(by=by, action="pupils.pair_broken", target=pair, text=f"Пара прервана: {reason.label}")
