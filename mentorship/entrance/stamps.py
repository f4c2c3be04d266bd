"""When a session ends: plain arithmetic on the stamps it carries."""

from enum import StrEnum
from typing import Any, Final

STARTED = "entrance_started_at"
SEEN = "entrance_seen_at"
PROVED = "entrance_proved_at"
HELD = "entrance_held"

# Staff (security.md T9): idle half an hour, eight hours in all.
STAFF_IDLE: Final = 30 * 60
STAFF_WHOLE: Final = 8 * 60 * 60
# The stamp of the latest action is written at most so often: a page view seldom costs a write.
STAFF_STEP: Final = 60
# A teacher fills in a form between lessons: the session slides (SESSION_COOKIE_AGE from the last half hour).
TEACHER_STEP: Final = 30 * 60


class Ending(StrEnum):
    """Why a session ended, in the words its holder reads."""

    IDLE = "Вы долго ничего не делали на портале, поэтому вход закончился. Войдите снова."
    WHOLE = "Вход действует восемь часов и закончился. Войдите снова."
    ROLE = "Одна из ваших ролей завершилась. Войдите снова, чтобы продолжить с тем, что вам доступно."


def ending(session: Any, *, now: int, is_staff: bool, held: list[list[Any]]) -> Ending | None:
    """Why the session ends now; None while it goes on."""
    if any(role not in held for role in session.get(HELD, [])):
        return Ending.ROLE
    if not is_staff:
        return None
    if now - session.get(STARTED, now) >= STAFF_WHOLE:
        return Ending.WHOLE
    return Ending.IDLE if now - session.get(SEEN, now) >= STAFF_IDLE else None


def is_fresh(session: Any, *, now: int, minutes: int) -> bool:
    """Whether the password (or a code) was given within the last minutes."""
    return bool(0 <= now - session.get(PROVED, -(10**12)) < minutes * 60)
