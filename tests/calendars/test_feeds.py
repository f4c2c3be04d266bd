"""Which feed holds what: the own one, the whole school, the municipality; the essentials of RFC 5545."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from mentorship.calendars.feed import events_of, feed_of, feeds_for
from mentorship.calendars.keys import issue
from mentorship.roadmap import workflow
from mentorship.roadmap.models import CoordinationMeeting, RoadmapTemplate
from mentorship.roadmap.workflow.meetings import cancel_meeting, save_meeting
from tests.cast import TODAY, YEAR

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def plan(school, users):
    """The school's agreed roadmap."""
    template = RoadmapTemplate.objects.get(code="school_003", version=1)
    made = workflow.create_from_template(template=template, year=YEAR, by=None, school=school)
    return workflow.agree(roadmap=workflow.submit(roadmap=made, by=None), by=users["approver"])


@pytest.fixture
def meeting(municipality):
    """A planned meeting, stored as an import would."""
    return CoordinationMeeting.objects.create(
        municipality=municipality, date=TODAY + timedelta(days=9), topic="Итоги года", place="каб. 5"
    )


def read(person, feed):
    calendar = Calendar.from_ical(feed_of(person, NOW, feed))
    return {str(event["UID"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


@pytest.mark.parametrize(
    ("role", "feeds"),
    [
        ("curator", ["own", "school"]),
        ("director", ["own", "school"]),
        ("methodist", ["own", "town"]),
        ("approver", ["own", "town"]),
        ("department", ["own", "town"]),
        ("head", ["own", "town"]),
        ("mentor", ["own"]),
        ("admin", ["own"]),
    ],
)
def test_feeds_follow_the_offices(people, role, feeds):
    assert feeds_for(people[role], TODAY) == feeds


def test_a_director_reads_the_whole_school_in_its_feed(plan, meeting, people):
    dated = {f"roadmap-{event.pk}" for event in plan.events.filter(due_date__isnull=False)}
    assert read(people["director"], "school").keys() == dated | {f"coordination-{meeting.pk}"}
    assert read(people["director"], "own").keys() == {f"coordination-{meeting.pk}"}
    assert read(people["mentor"], "school") == {}


def test_a_municipality_reads_its_own_roadmap_and_meetings(municipality, meeting, plan, people):
    template = RoadmapTemplate.objects.get(code="municipal_000", version=1)
    own = workflow.create_from_template(template=template, year=YEAR, by=None, municipality=municipality)
    own = workflow.agree(roadmap=workflow.submit(roadmap=own, by=None), by=None)
    dated = {f"roadmap-{event.pk}" for event in own.events.filter(due_date__isnull=False)}
    assert read(people["approver"], "town").keys() == dated | {f"coordination-{meeting.pk}"}


def test_another_municipality_is_in_nobodys_feed(other_municipality, people):
    CoordinationMeeting.objects.create(municipality=other_municipality, date=TODAY, topic="Чужое")
    assert read(people["methodist"], "town") == read(people["curator"], "own") == {}


def test_who_answers_for_an_event_reads_it_once(plan, people):
    event = plan.events.get(code="5.4")
    event.persons.add(people["mentor"], people["curator"])
    assert read(people["mentor"], "own").keys() == {f"roadmap-{event.pk}"}
    dated = plan.events.filter(due_date__isnull=False).count()
    assert len(read(people["curator"], "own")) == dated


def test_an_event_moved_twice_that_two_answer_for_counts_two_changes(plan, people, users):
    event = plan.events.get(code="5.4")
    event.persons.add(people["mentor"], people["curator"])
    for days in (1, 2):
        day = TODAY + timedelta(days=days)
        workflow.move_event(event=event, new_due_date=day, reason="каникулы", by=users["methodist"])
    shown = read(people["mentor"], "own")[f"roadmap-{event.pk}"]
    assert (shown["DTSTART"].dt, int(shown["SEQUENCE"])) == (TODAY + timedelta(days=2), 2)
    workflow.cancel_event(event=event, reason="не нужно", by=users["methodist"])
    shown = read(people["mentor"], "own")[f"roadmap-{event.pk}"]
    assert (str(shown["STATUS"]), int(shown["SEQUENCE"])) == ("CANCELLED", 3)


def test_a_meeting_moved_and_cancelled_counts_up(meeting, people, users):
    uid = f"coordination-{meeting.pk}"
    shown = read(people["curator"], "own")[uid]
    assert (str(shown["STATUS"]), int(shown["SEQUENCE"])) == ("CONFIRMED", 0)
    meeting.date = TODAY + timedelta(days=20)
    save_meeting(meeting=meeting, on=TODAY, by=None)
    shown = read(people["curator"], "own")[uid]
    assert (shown["DTSTART"].dt, int(shown["SEQUENCE"])) == (TODAY + timedelta(days=20), 1)
    cancel_meeting(meeting=meeting, on=TODAY, by=None)
    shown = read(people["curator"], "own")[uid]
    assert (str(shown["STATUS"]), int(shown["SEQUENCE"])) == ("CANCELLED", 2)


def test_the_feed_keeps_the_essentials_of_the_standard(plan, meeting, people):
    text = feed_of(people["director"], NOW, "school")
    assert text.endswith(b"END:VCALENDAR\r\n")
    lines = text.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    calendar = Calendar.from_ical(text)
    assert calendar.to_ical() == text
    events = calendar.walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids))
    assert all(event["DTSTAMP"].dt == NOW for event in events)
    assert b"DTSTART;VALUE=DATE:20260325" in text
    assert all(type(event["DTSTART"].dt) is date for event in events)
    later = Calendar.from_ical(feed_of(people["director"], NOW + timedelta(days=1), "school"))
    assert {str(event["UID"]) for event in later.walk("VEVENT")} == set(uids)
    assert str(calendar["X-WR-CALNAME"]) == "Наставничество: вся школа"


@pytest.mark.parametrize(
    ("role", "feed", "status"),
    [
        ("director", "school", 200),
        ("director", "town", 404),
        ("mentor", "school", 404),
        ("approver", "town", 200),
        ("curator", "x", 404),
    ],
)
def test_the_link_opens_the_feeds_of_its_holder(people, users, role, feed, status):
    secret = issue(person=people[role], by=None, now=NOW)
    assert Client().get(f"/calendar/{secret}.ics?feed={feed}").status_code == status


def test_the_page_shows_every_address(client_as):
    page = client_as("director").post("/calendar/").text
    assert page.count(".ics") == 2
    assert "?feed=school" in page


def test_a_feed_takes_the_same_queries_for_any_number_of_events(
    plan, meeting, people, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        assert len(events_of(people["director"], TODAY, "school")) > 20
