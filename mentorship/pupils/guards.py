"""Triggers that keep pupils without a live consent out of pairs, whatever goes round the workflow."""

from typing import Final

from mentorship.audit.triggers import Guard, Keeper

_CONSENT: Final = "pupil takes part only with a live consent"
_LIVE: Final = "('proposed', 'agreed', 'active')"
_CONSENTED: Final = (
    "EXISTS (SELECT 1 FROM pupils_pupilconsent c WHERE c.pupil_id = NEW.id AND c.withdrawn_date IS NULL)"
)
_WITHOUT: Final = f"NEW.state = 'ready' AND NOT {_CONSENTED}"
_READY: Final = (
    "EXISTS (SELECT 1 FROM pupils_pupil p WHERE p.id = NEW.{side} AND p.state = 'ready'"
    " AND p.school_id = NEW.school_id)"
)
_UNREADY_SIDE: Final = (
    f"NEW.state IN {_LIVE} AND (NOT {_READY.format(side='mentee_id')}"
    f" OR (NEW.mentor_pupil_id IS NOT NULL AND NOT {_READY.format(side='mentor_pupil_id')}))"
)
_PAIR_OF: Final = "EXISTS (SELECT 1 FROM pupils_pupilpair r WHERE r.{side} = NEW.id AND r.state IN {live})"
_IN_LIVE_PAIR: Final = " OR ".join(
    _PAIR_OF.format(side=side, live=_LIVE) for side in ("mentee_id", "mentor_pupil_id")
)
_OF_READY: Final = "EXISTS (SELECT 1 FROM pupils_pupil p WHERE p.id = NEW.pupil_id AND p.state = 'ready')"

GUARDS: Final = (
    Guard("pupil_is_not_added_ready", "pupils_pupil", "INSERT", "NEW.state = 'ready'", _CONSENT),
    Guard("pupil_is_ready_by_consent", "pupils_pupil", "UPDATE", _WITHOUT, _CONSENT),
    Guard(
        "pupil_of_live_pair_stays",
        "pupils_pupil",
        "UPDATE",
        f"NEW.state IN ('withdrawn', 'left', 'erased') AND ({_IN_LIVE_PAIR})",
        "pairs end before the pupil leaves",
    ),
    Guard("pupil_pair_is_proposed_by_consent", "pupils_pupilpair", "INSERT", _UNREADY_SIDE, _CONSENT),
    Guard("pupil_pair_lives_by_consent", "pupils_pupilpair", "UPDATE", _UNREADY_SIDE, _CONSENT),
    Guard(
        "pupil_consent_ends_with_taking_part",
        "pupils_pupilconsent",
        "UPDATE",
        f"OLD.withdrawn_date IS NULL AND NEW.withdrawn_date IS NOT NULL AND {_OF_READY}",
        "taking part ends before its consent does",
    ),
)


keeper = Keeper(lambda: GUARDS)
put_up, drop, take_down = keeper.put_up, keeper.drop, keeper.take_down
