"""States in words, tone and icon."""

from datetime import date

from mentorship.pupils.enums import PupilPairState, PupilState, Relation
from mentorship.pupils.models import Pupil, PupilPair
from schools.looks import Look

_PAIRS: dict[str, tuple[str, str]] = {
    PupilPairState.PROPOSED: ("warn", "clock"),
    PupilPairState.AGREED: ("", "check"),
    PupilPairState.ACTIVE: ("ok", "play"),
    PupilPairState.ENDED: ("", "done"),
    PupilPairState.BROKEN: ("", "missed"),
}


def look_of_pair(pair: PupilPair) -> Look:
    """The state of a pair."""
    return Look(*_PAIRS[pair.state], pair.get_state_display())


def look_of_pupil(pupil: Pupil, on: date) -> Look:
    """What a record waits for, or that nothing is wrong; the pupil is read `with_standing`."""
    due = pupil.due_day(on)
    if due is not None:
        return Look("bad" if due < on else "warn", "clock", f"уничтожить до {due:%d.%m.%Y}")
    if pupil.state == PupilState.DRAFT:
        return Look("warn", "warning", "нет согласия")
    if pupil.state != PupilState.READY:
        return Look("", "none", pupil.get_state_display())
    if pupil.is_adult(on) and pupil.relation != Relation.SELF:  # type: ignore[attr-defined]
        return Look("warn", "warning", "18 лет: нужно своё согласие")
    if pupil.is_paired:  # type: ignore[attr-defined]
        return Look("ok", "pairs", "в паре")
    return Look("ok", "done", "согласие есть")
