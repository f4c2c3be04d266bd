"""What every transition shares: the lock, the check of the state, the entry in the journal, the letters."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from mentorship.audit.log import record
from mentorship.bank import letters
from mentorship.bank.enums import MENTOR_MOVES, MentorState, Move
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.spreadsheets.words import tidy_lines

if TYPE_CHECKING:
    from schools.models import User


def lock(row: Mentor | MenteeRequest) -> None:
    """Read the row anew and hold it to the end of the transaction: two people do not move it at once."""
    named = ("person__school",) if isinstance(row, Mentor) else ("person__school", "difficulty")
    locked: Any = type(row)._default_manager.select_for_update(of=("self",)).select_related(*named)
    row.refresh_from_db(from_queryset=locked)


def check(row: Mentor | MenteeRequest, move: Move) -> None:
    """Raise ValidationError unless the move leads out of the row's state."""
    if row.state not in move.sources:
        states = dict(type(row)._meta.get_field("state").flatchoices)
        allowed = ", ".join(f"«{states[source]}»" for source in move.sources)
        raise ValidationError(
            f"{row}: «{move.words}» нельзя из состояния «{row.get_state_display()}», можно из: {allowed}."
        )


def start(mentor: Mentor, move: str) -> str:
    """Lock the mentor, check the move and return the state before."""
    lock(mentor)
    check(mentor, MENTOR_MOVES[move])
    return mentor.state


def enter(mentor: Mentor, state: MentorState, on: date) -> None:
    """Store that the mentor is in the state from the day on."""
    mentor.state, mentor.state_date = state, on
    mentor.save()


def given(reason: str, message: str) -> str:
    """Return the reason tidied; without one ValidationError says what is asked for."""
    words = tidy_lines(reason)
    if not words:
        raise ValidationError(message)
    return words


def note(
    row: Mentor | MenteeRequest,
    move: str,
    *,
    by: "User | None",
    before: str,
    text: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Enter a transition into the journal and tell of it."""
    record_move(row, move, by=by, before=before, text=text, data=data)
    letters.tell(row, move, by=by, before=before, reason=text)


def record_move(
    row: Mentor | MenteeRequest,
    move: str,
    *,
    by: "User | None",
    before: str,
    text: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Enter a transition into the journal, «mentor.accept» with its states and reason."""
    kind = "mentor" if isinstance(row, Mentor) else "request"
    states = {"from": str(before), "to": str(row.state)}
    record(by=by, action=f"{kind}.{move}", target=row, text=text, data={**states, **(data or {})})
