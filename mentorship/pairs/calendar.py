"""What pairs put into a person's calendar: the meetings they have agreed on."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from mentorship.pairs.enums import FINAL_STATES
from mentorship.pairs.models import Pair, PairMember, PlannedMeeting
from schools.calendar import DAYS_BACK, CalendarEvent
from schools.models import Person


def calendar_events(person: Person, on: date) -> list[CalendarEvent]:
    """Planned meetings of the person's pairs, cancelled ones among them; two queries."""
    own = Pair.objects.filter(Q(mentor=person.pk) | Q(members__mentee=person))
    meetings = PlannedMeeting.objects.filter(
        pair__in=own.order_by().values("pk"), date__gte=on - timedelta(days=DAYS_BACK)
    )
    named = meetings.select_related("pair__mentor__person").prefetch_related("pair__members__mentee")
    return [_event(meeting, list(meeting.pair.members.all()), person) for meeting in named]


def _event(meeting: PlannedMeeting, members: Sequence[PairMember], person: Person) -> CalendarEvent:
    pair = meeting.pair
    # written down apart from the row: the end of a pair need not have touched its meetings
    falls_out = meeting.cancelled_at is None and _falls_out(meeting, members, person)
    return CalendarEvent(
        uid=f"meeting-{meeting.pk}",
        day=meeting.date,
        title=f"Встреча пары: {_other_side(pair, members, person)}",
        at=meeting.time,
        minutes=meeting.minutes,
        place=meeting.place,
        text=": ".join(filter(None, (str(meeting.get_kind_display()).capitalize(), meeting.topic))),
        path=pair.get_absolute_url(),
        is_cancelled=meeting.cancelled_at is not None or falls_out,
        sequence=meeting.sequence + falls_out,
        changed_at=meeting.changed_at,
    )


def _falls_out(meeting: PlannedMeeting, members: Sequence[PairMember], person: Person) -> bool:
    """Whether the pair is over by the day, or the person has left it; what was held stays."""
    if meeting.meeting_id is not None:
        return False
    own = [member for member in members if person.pk in (member.mentee_id, meeting.pair.mentor_id)]
    if any(member.end_date is None for member in own):
        # a pair that is over without a last day never began, or nobody knows when it ended
        return meeting.pair.state in FINAL_STATES
    return max((member.end_date for member in own if member.end_date), default=date.min) < meeting.date


def _other_side(pair: Pair, members: Sequence[PairMember], person: Person) -> str:
    """Whom the person meets: a mentee the mentor, the mentor the mentees of that day, and nobody else."""
    if person.pk != pair.mentor_id:
        return pair.mentor.person.short_name
    return ", ".join(member.mentee.short_name for member in members)
