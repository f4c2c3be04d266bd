"""The calendar that a person's link opens: meetings, due days, what is cancelled, what is private."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.calendars.feed import events_of, feed_of
from mentorship.pairs import workflow
from mentorship.pairs.enums import Initiator, MeetingKind, PairState, ReportState
from mentorship.pairs.models import (
    DiaryEntry,
    HalfYearReport,
    Meeting,
    Pair,
    PairMember,
    PlannedMeeting,
    ReportingPeriod,
)
from mentorship.programmes.models import MentoringForm
from mentorship.roadmap import workflow as roadmap
from mentorship.roadmap.enums import EventState
from mentorship.roadmap.models import RoadmapEvent, RoadmapTemplate
from tests.cast import TODAY, YEAR

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
AHEAD = TODAY + timedelta(days=10)
S = PairState


@pytest.fixture
def pair(people, municipality):
    """An active pair of the cast."""
    mentor = Mentor.objects.enlist([people["mentor"]], state=MentorState.ACTIVE)[0]
    made = Pair.objects.create(
        municipality=municipality,
        mentor=mentor,
        number="7",
        state=S.ACTIVE,
        form=MentoringForm.objects.get(code="tt"),
    )
    PairMember.objects.create(pair=made, mentor=mentor, mentee=people["mentee"], start_date=date(2025, 10, 1))
    return made


def plan(pair, day=AHEAD, at=time(15, 30), **fields):
    return PlannedMeeting.objects.create(pair=pair, date=day, time=at, **fields)


def read(person):
    """The events of the feed by UID, parsed back."""
    calendar = Calendar.from_ical(feed_of(person, NOW))
    assert calendar.to_ical() == feed_of(person, NOW)
    return {str(event["UID"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def only(person):
    ((_, event),) = read(person).items()
    return event


def test_a_meeting_stands_in_both_calendars_with_the_other_side_named(pair, people):
    plan(pair, topic="Разбор урока; класс 7, «А»\nи ещё", place="каб. 12, 2-й этаж", minutes=45)
    event = only(people["mentor"])
    assert str(event["SUMMARY"]) == "Встреча пары: Осинин Т. Э."
    assert str(event["LOCATION"]) == "каб. 12, 2-й этаж"
    assert str(event["DESCRIPTION"]) == "Регулярная: Разбор урока; класс 7, «А»\nи ещё"
    assert event["DTSTART"].dt == datetime(2026, 3, 26, 15, 30, tzinfo=MOSCOW)
    assert event["DTEND"].dt == datetime(2026, 3, 26, 16, 15, tzinfo=MOSCOW)
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CONFIRMED", 0)
    assert str(only(people["mentee"])["SUMMARY"]) == "Встреча пары: Клёнова Э. С."


def test_the_calendar_carries_its_time_zone(pair, people):
    plan(pair)
    calendar = Calendar.from_ical(feed_of(people["mentor"], NOW))
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Moscow"
    assert str(only(people["mentor"])["DTSTART"].params["TZID"]) == "Europe/Moscow"
    assert (str(calendar["VERSION"]), str(calendar["METHOD"])) == ("2.0", "PUBLISH")


def test_a_meeting_without_an_hour_takes_the_day_and_keeps_it_free(pair, people):
    plan(pair, at=None)
    event = only(people["mentor"])
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (AHEAD, AHEAD + timedelta(days=1))
    assert str(event["TRANSP"]) == "TRANSPARENT"


def test_a_moved_meeting_keeps_its_uid_and_counts_up(pair, people):
    planned = plan(pair)
    (before,) = read(people["mentor"])
    PlannedMeeting.objects.filter(pk=planned.pk).update(date=AHEAD + timedelta(days=1), sequence=1)
    ((after, event),) = read(people["mentor"]).items()
    assert (after, int(event["SEQUENCE"])) == (before, 1)
    assert event["DTSTART"].dt.date() == AHEAD + timedelta(days=1)


def test_a_cancelled_meeting_stays_and_says_so(pair, people):
    plan(pair, cancelled_at=NOW, sequence=1)
    event = only(people["mentor"])
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 1)


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_the_end_of_a_pair_cancels_what_was_ahead_and_leaves_what_was(pair, people, role):
    plan(pair)
    held = plan(pair, day=date(2026, 2, 2))
    workflow.dissolve(
        pair=pair, initiator=Initiator.MENTEE, reason="переезд", end_date=TODAY, by=None, today=TODAY
    )
    states = {
        uid: (str(event["STATUS"]), int(event["SEQUENCE"])) for uid, event in read(people[role]).items()
    }
    assert states.pop(f"meeting-{held.pk}") == ("CONFIRMED", 0)
    assert list(states.values()) == [("CANCELLED", 1)]


@pytest.mark.parametrize("state", [S.CANCELLED, S.DISSOLVED, S.COMPLETED])
def test_a_pair_that_an_import_ended_cancels_its_meetings_too(pair, people, state):
    """Nobody has touched the meeting's own row."""
    plan(pair, sequence=2)
    Pair.objects.filter(pk=pair.pk).update(state=state)
    PairMember.objects.update(end_date=None if state == S.CANCELLED else TODAY)
    event = only(people["mentor"])
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 3)


def test_who_has_left_the_group_sees_its_meetings_cancelled(pair, people, school, make_teacher):
    staying = make_teacher(school, "T1")
    PairMember.objects.create(pair=pair, mentor=pair.mentor, mentee=staying, start_date=date(2025, 10, 1))
    PairMember.objects.filter(mentee=people["mentee"]).update(end_date=TODAY)
    plan(pair)
    assert str(only(people["mentee"])["STATUS"]) == "CANCELLED"
    assert str(only(staying)["STATUS"]) == "CONFIRMED"
    assert str(only(people["mentor"])["STATUS"]) == "CONFIRMED"


def test_a_mentee_of_a_group_does_not_read_of_the_others(pair, people, school, make_teacher):
    other = make_teacher(school, "T1", last_name="Тайнов")
    PairMember.objects.create(pair=pair, mentor=pair.mentor, mentee=other, start_date=date(2025, 10, 1))
    plan(pair)
    assert "Тайнов" not in feed_of(people["mentee"], NOW).decode()
    assert "Тайнов" in feed_of(people["mentor"], NOW).decode()


def test_nobody_reads_of_foreign_meetings_or_of_diaries(pair, people):
    plan(pair, topic="Тайна")
    DiaryEntry.objects.create(pair=pair, author=people["mentor"], date=TODAY, text="Личное")
    assert read(people["curator"]) == read(people["methodist"]) == {}
    assert "Личное" not in feed_of(people["mentor"], NOW).decode()


def test_a_held_meeting_stays_after_the_end(pair, people):
    meeting = Meeting.objects.create(pair=pair, date=AHEAD, kind=MeetingKind.REGULAR, topic="урок")
    plan(pair, meeting=meeting)
    PairMember.objects.update(end_date=TODAY)
    Pair.objects.update(state=S.COMPLETED)
    assert str(only(people["mentor"])["STATUS"]) == "CONFIRMED"


def test_what_is_older_than_a_year_is_left_out(pair, people):
    plan(pair, day=TODAY - timedelta(days=366))
    assert read(people["mentor"]) == {}
    plan(pair, day=TODAY - timedelta(days=365))
    assert len(read(people["mentor"])) == 1


def report_of(pair, municipality, **fields):
    period = ReportingPeriod.objects.create(
        municipality=municipality,
        year=YEAR,
        half=2,
        start_date=date(2026, 1, 1),
        end_date=date(2026, 5, 31),
        due_date=date(2026, 6, 10),
    )
    return HalfYearReport.objects.create(pair=pair, period=period, **fields)


@pytest.mark.parametrize(
    ("state", "title", "status"),
    [
        (ReportState.DRAFT, "Сдать отчёт наставника: II полугодие 2025/2026", "CONFIRMED"),
        (ReportState.RETURNED, "Сдать отчёт наставника: II полугодие 2025/2026", "CONFIRMED"),
        (ReportState.SUBMITTED, "Отчёт сдан: II полугодие 2025/2026", "CONFIRMED"),
        (ReportState.CHECKED, "Отчёт сдан: II полугодие 2025/2026", "CONFIRMED"),
        (ReportState.WAIVED, "Сдать отчёт наставника: II полугодие 2025/2026", "CANCELLED"),
    ],
)
def test_a_mentor_reads_the_last_day_of_the_report(pair, people, municipality, state, title, status):
    report_of(pair, municipality, state=state, version=3)
    event = only(people["mentor"])
    assert (str(event["SUMMARY"]), str(event["STATUS"]), int(event["SEQUENCE"])) == (title, status, 3)
    assert event["DTSTART"].dt == date(2026, 6, 10)
    assert read(people["mentee"]) == {}


@pytest.fixture
def plan_of_school(school, users):
    """The school's agreed roadmap."""
    template = RoadmapTemplate.objects.get(code="school_003", version=1)
    made = roadmap.create_from_template(template=template, year=YEAR, by=None, school=school)
    return roadmap.agree(roadmap=roadmap.submit(roadmap=made, by=None), by=users["approver"])


def test_a_curator_reads_the_due_days_of_the_own_school(plan_of_school, people, users):
    dated = plan_of_school.events.filter(due_date__isnull=False)
    events = read(people["curator"])
    assert events.keys() == {f"roadmap-{event.pk}" for event in dated}
    first = dated.order_by("due_date", "pk").first()
    shown = events[f"roadmap-{first.pk}"]
    assert (shown["DTSTART"].dt, str(shown["SUMMARY"])) == (first.due_date, f"{first.code} {first.title}")
    assert read(people["director"]) == read(people["mentor"]) == {}


def test_a_cancelled_event_of_the_roadmap_is_cancelled_and_a_moved_one_counts_up(
    plan_of_school, people, users
):
    cancelled, moved = plan_of_school.events.filter(due_date__gt=TODAY).order_by("due_date", "pk")[:2]
    roadmap.cancel_event(event=cancelled, reason="не нужно", by=users["methodist"])
    new_day = moved.due_date - timedelta(days=1)
    roadmap.move_event(event=moved, new_due_date=new_day, reason="раньше", by=users["methodist"])
    events = read(people["curator"])
    assert RoadmapEvent.objects.get(pk=cancelled.pk).state == EventState.CANCELLED
    assert str(events[f"roadmap-{cancelled.pk}"]["STATUS"]) == "CANCELLED"
    assert int(events[f"roadmap-{cancelled.pk}"]["SEQUENCE"]) == 1
    shown = events[f"roadmap-{moved.pk}"]
    assert (shown["DTSTART"].dt, int(shown["SEQUENCE"])) == (new_day, 1)


def test_a_draft_of_a_roadmap_is_in_no_calendar(school, people):
    template = RoadmapTemplate.objects.get(code="school_003", version=1)
    roadmap.create_from_template(template=template, year=YEAR, by=None, school=school)
    assert read(people["curator"]) == {}


def test_an_empty_calendar_is_a_calendar(people):
    calendar = Calendar.from_ical(feed_of(people["department"], NOW))
    assert (calendar.walk("VEVENT"), str(calendar["X-WR-CALNAME"])) == ([], "Наставничество")


def test_the_feed_takes_the_same_queries_for_any_number_of_meetings(
    pair, people, django_assert_max_num_queries
):
    for number in range(40):
        plan(pair, day=TODAY + timedelta(days=number))
    with django_assert_max_num_queries(8):
        assert len(events_of(people["mentor"], TODAY)) == 40
