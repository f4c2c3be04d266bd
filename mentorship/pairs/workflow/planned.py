"""Meetings to come: agreed on, moved, cancelled, held; ended with their pair."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from mentorship.notices.enums import Topic
from mentorship.notices.posting import post
from mentorship.pairs.enums import MeetingKind
from mentorship.pairs.models import Meeting, Pair, PlannedMeeting
from mentorship.pairs.workflow.meetings import JOURNAL_STATES, write_line
from mentorship.pairs.workflow.moves import lock, note, refusal
from mentorship.spreadsheets.words import tidy
from schools.models import Person, User


class Appointment(NamedTuple):
    """What two sides agree on: the day, perhaps the hour, for how long, what about, where."""

    date: date
    time: time | None
    minutes: int
    kind: MeetingKind
    topic: str
    place: str = ""


@transaction.atomic
def plan_meeting(*, pair: Pair, what: Appointment, by: User | None, today: date) -> PlannedMeeting:
    """Agree on a meeting of a day to come; the others get a letter."""
    pair = _open_pair(pair, "дополнить назначенной встречей")
    planned = PlannedMeeting(pair=pair)
    _write(planned, what, today)
    note(pair, by=by, action="plan_meeting", text=f"Назначена встреча {_when(planned)}")
    _tell(planned, "Назначена встреча", f"Встреча назначена на {_when(planned)}.", by=by, today=today)
    return planned


@transaction.atomic
def move_meeting(
    *, planned: PlannedMeeting, what: Appointment, by: User | None, today: date
) -> PlannedMeeting:
    """Change the day, the hour or the rest of a meeting to come."""
    planned = _locked(planned, "изменить")
    before = _when(planned)
    planned.sequence += 1
    _write(planned, what, today)
    words = f"Встреча {before} перенесена на {_when(planned)}."
    if before == _when(planned):
        words = f"Встреча {before}: изменились подробности."
    note(planned.pair, by=by, action="move_meeting", text=words.rstrip("."))
    _tell(planned, "Встреча изменена", words, by=by, today=today)
    return planned


@transaction.atomic
def cancel_meeting(
    *, planned: PlannedMeeting, by: User | None, today: date, reason: str = ""
) -> PlannedMeeting:
    """Call a meeting off."""
    planned = _locked(planned, "отменить")
    planned.cancelled_at = timezone.now()
    planned.sequence += 1
    planned.save()
    reason = tidy(reason)
    words = f"Встреча {_when(planned)} отменена" + (f": {reason}" if reason else "")
    note(planned.pair, by=by, action="cancel_meeting", text=words)
    _tell(planned, "Встреча отменена", f"{words}.", by=by, today=today)
    return planned


@transaction.atomic
def hold_meeting(*, planned: PlannedMeeting, by: User | None, today: date) -> Meeting:
    """Turn a meeting that has taken place into a line of the journal."""
    planned = _locked(planned, "записать")
    kind = MeetingKind(planned.kind)
    meeting = write_line(
        pair=planned.pair,
        meeting_date=planned.date,
        kind=kind,
        topic=planned.topic or str(kind.label),
        by=by,
        today=today,
    )
    planned.meeting = meeting
    planned.save(update_fields=["meeting", "changed_at"])
    return meeting


def cancel_open(pair: Pair, *, by: User | None, since: date | None = None) -> int:
    """Cancel what the ended pair still had agreed on, from the day on; return how many meetings."""
    left = PlannedMeeting.objects.open().filter(pair=pair)
    if since is not None:
        left = left.filter(date__gte=since)
    listed = [_when(planned) for planned in left]
    if not listed:
        return 0
    now = timezone.now()
    left.update(cancelled_at=now, changed_at=now, sequence=F("sequence") + 1)
    words = f"Пара прекращена, назначенные встречи отменены: {', '.join(listed)}."
    people = [pair.mentor.person, *(member.mentee for member in pair.members.select_related("mentee"))]
    _post(pair, people, "Встречи отменены", words, by=by)
    return len(listed)


def sides_of(pair: Pair, on: date) -> list[Person]:
    """The mentor and the mentees whose membership has not ended before the day."""
    members = pair.members.select_related("mentee").order_by("pk")
    return [pair.mentor.person, *(member.mentee for member in members if member.is_current(on))]


def clashes(planned: PlannedMeeting, people: Iterable[Person]) -> list[str]:
    """Whom of the people another meeting keeps at that hour, in words; two meetings without an hour too.

    Other pairs are not named: a side of this one need not know them.
    """
    keys = {person.pk: person for person in people}
    with_them = Q(pair__mentor__in=keys) | Q(pair__members__mentee__in=keys)
    same_day = PlannedMeeting.objects.open().filter(with_them, date=planned.date).exclude(pk=planned.pk)
    found: dict[str, None] = {}
    for other in same_day.distinct().select_related("pair").prefetch_related("pair__members"):
        if not overlap(planned, other):
            continue
        theirs = {other.pair.mentor_id, *(member.mentee_id for member in other.pair.members.all())}
        for key in sorted(theirs & keys.keys()):
            found[f"{keys[key].short_name} — {_span(other)}"] = None
    return list(found)


def overlap(one: PlannedMeeting, other: PlannedMeeting) -> bool:
    """Whether two meetings of one day take the same minutes; without an hour only one pair's own do."""
    if one.time is None or other.time is None:
        return one.pair_id == other.pair_id
    return _begin(one) < _end(other) and _begin(other) < _end(one)


def _begin(planned: PlannedMeeting) -> datetime:
    return datetime.combine(planned.date, planned.time or time())


def _end(planned: PlannedMeeting) -> datetime:
    return _begin(planned) + timedelta(minutes=planned.minutes)


def _span(planned: PlannedMeeting) -> str:
    """«10:00–10:45», or that the hour is open."""
    if planned.time is None:
        return "встреча в этот день, время не названо"
    return f"{_begin(planned):%H:%M}–{_end(planned):%H:%M}"


def _when(planned: PlannedMeeting) -> str:
    """«16.03.2026 в 15:30»."""
    return f"{planned.date:%d.%m.%Y}" + (f" в {planned.time:%H:%M}" if planned.time else "")


def _write(planned: PlannedMeeting, what: Appointment, today: date) -> None:
    if what.date < today:
        raise ValidationError(
            {"date": "Этот день прошёл: назначьте другой, а состоявшуюся встречу запишите в журнал."}
        )
    for name, value in what._asdict().items():
        setattr(planned, name, value)
    planned.topic, planned.place = tidy(planned.topic), tidy(planned.place)
    planned.full_clean(exclude=["pair"])
    planned.save()


def _open_pair(pair: Pair, verb: str) -> Pair:
    pair = lock(pair)
    if pair.state not in JOURNAL_STATES:
        raise refusal(pair, verb)
    return pair


def _locked(planned: PlannedMeeting, verb: str) -> PlannedMeeting:
    """The meeting as it stands now, of a pair that still meets; refused once it is held or cancelled."""
    pair = _open_pair(planned.pair, "вести дальше по назначенным встречам")
    fresh = PlannedMeeting.objects.select_for_update(of=("self",)).get(pk=planned.pk)
    fresh.pair = pair
    if fresh.cancelled_at is not None:
        raise ValidationError(f"Встреча {_when(fresh)} уже отменена: назначьте новую.")
    if fresh.meeting_id is not None:
        raise ValidationError(f"Встреча {_when(fresh)} уже записана в журнал: обновите страницу.")
    return fresh


def _tell(planned: PlannedMeeting, subject: str, words: str, *, by: User | None, today: date) -> None:
    parts = [words, *(part for part in (planned.topic, planned.place) if part)]
    _post(planned.pair, sides_of(planned.pair, today), subject, "\n".join(parts), by=by)


def _post(pair: Pair, people: Iterable[Person], subject: str, text: str, *, by: User | None) -> None:
    """A letter to the people but the one who acts; it leads to the pair's page."""
    others = [person for person in people if by is None or person.pk != by.person_id]
    post(Topic.MEETING, others, f"{subject}: {pair}", text, path=pair.get_absolute_url())
