"""What every transition shares: the lock, the check of the state, the entry in the journal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from mentorship.audit.log import record
from mentorship.bank.enums import Move
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.spreadsheets.words import tidy_lines

if TYPE_CHECKING:
    from schools.models import User


def lock(row: Mentor | MenteeRequest) -> None:
    """Read the row anew and hold it to the end of the transaction: two people do not move it at once."""
    named = ("person",) if isinstance(row, Mentor) else ("person", "difficulty")
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
    """Enter a transition into the journal: «mentor.accept», from which state to which, why."""
    kind = "mentor" if isinstance(row, Mentor) else "request"
    states = {"from": str(before), "to": str(row.state)}
    record(by=by, action=f"{kind}.{move}", target=row, text=text, data={**states, **(data or {})})
