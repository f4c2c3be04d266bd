"""The journal: a meeting is logged in one line and confirmed by another participant."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.pairs import letters
from mentorship.pairs.enums import MeetingKind, PairState
from mentorship.pairs.models import Meeting, Pair
from mentorship.pairs.workflow.moves import lock, members_of, note, refusal
from mentorship.spreadsheets.words import tidy
from schools.models import Person, User
from schools.sentences import require_words

# A pair may get to know each other before the first day of work (domain.md §4.3, «начать работу»).
JOURNAL_STATES = (PairState.AGREED, PairState.ORDERED, PairState.ACTIVE, PairState.PAUSED)


@transaction.atomic
def log_meeting(
    *, pair: Pair, meeting_date: date, kind: MeetingKind, topic: str, by: User | None, today: date
) -> Meeting:
    """Write a meeting that has taken place."""
    return write_line(pair=lock(pair), meeting_date=meeting_date, kind=kind, topic=topic, by=by, today=today)


def write_line(
    *, pair: Pair, meeting_date: date, kind: MeetingKind, topic: str, by: User | None, today: date
) -> Meeting:
    """The same of a pair that is locked already."""
    if pair.state not in JOURNAL_STATES:
        raise refusal(pair, "дополнить встречей")
    if meeting_date > today:
        raise ValidationError("Встреча ещё не состоялась: запишите её в тот день или позже.")
    topic = require_words(tidy(topic), "Напишите одной строкой, о чём была встреча.")
    meeting = Meeting(
        pair=pair, date=meeting_date, kind=kind, topic=topic, logged_by=by.person if by else None
    )
    meeting.full_clean()
    meeting.save()
    note(pair, by=by, action="log_meeting", text=f"Записана встреча {meeting_date:%d.%m.%Y}")
    letters.tell_of_meeting(meeting, members_of(pair), by=by)
    return meeting


@transaction.atomic
def confirm_meeting(*, meeting: Meeting, person: Person, by: User | None) -> Meeting:
    """Confirm a meeting as a participant who did not log it."""
    pair = lock(meeting.pair)
    if pair.state not in JOURNAL_STATES:
        raise refusal(pair, "дополнить подтверждением встречи")
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    is_mentee = pair.members.filter(mentee=person).exists()
    if person.pk != pair.mentor_id and not is_mentee:
        raise ValidationError("Встречу подтверждает участник пары: попросите его войти на портал.")
    if meeting.logged_by_id == person.pk:
        raise ValidationError("Эту встречу записали вы: подтвердить её должна другая сторона.")
    if meeting.confirmed_by_id is not None:
        raise ValidationError("Встреча уже подтверждена: обновите страницу.")
    meeting.confirmed_by = person
    meeting.save(update_fields=["confirmed_by"])
    note(pair, by=by, action="confirm_meeting", text=f"Подтверждена встреча {meeting.date:%d.%m.%Y}")
    return meeting
