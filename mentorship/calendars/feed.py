"""A person's calendar as iCalendar (RFC 5545): what every app offers, composed and written."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string
from icalendar import Calendar, Event, Timezone

from mentorship.roadmap.calendar import feeds_of
from schools.calendar import CalendarEvent
from schools.models import Person

# Which functions (person, on) fill which feed; the upper apps first.
SOURCES: dict[str, tuple[str, ...]] = {
    "own": (
        "mentorship.roadmap.calendar.calendar_events",
        "mentorship.pairs.half_years.calendar.calendar_events",
        "mentorship.pairs.calendar.calendar_events",
    ),
    "school": ("mentorship.roadmap.calendar.school_calendar_events",),
    "town": ("mentorship.roadmap.calendar.town_calendar_events",),
}
# How calendar programs call them.
FEEDS = {
    "own": "Наставничество",
    "school": "Наставничество: вся школа",
    "town": "Наставничество: муниципалитет",
}
_PRODUCT = "-//Портал наставничества//Календарь//RU"
# How often programs should ask again; the second form is what Outlook reads.
_REFRESH = timedelta(hours=6)


def feeds_for(person: Person, on: date) -> list[str]:
    """The feeds that the person's link opens on the day, the own one first."""
    return ["own", *feeds_of(person, on)]


def events_of(person: Person, on: date, feed: str = "own") -> list[CalendarEvent]:
    """What the apps offer, by day."""
    found: list[CalendarEvent] = []
    for name in SOURCES[feed]:
        offered: Callable[[Person, date], list[CalendarEvent]] = import_string(name)
        found += offered(person, on)
    return sorted(found, key=lambda event: (event.day, event.uid))


def feed_of(person: Person, now: datetime, feed: str = "own") -> bytes:
    """The calendar that the person's link answers with."""
    zone = ZoneInfo(settings.TIME_ZONE)
    events = events_of(person, now.astimezone(zone).date(), feed)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", FEEDS[feed])
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _REFRESH)
    timed = [event.day.year for event in events if event.at is not None]
    if timed:
        calendar.add_component(_zone(min(timed), max(timed)))
    for event in events:
        calendar.add_component(_written(event, now, zone))
    return calendar.to_ical()


def _zone(first: int, last: int) -> Timezone:
    """The VTIMEZONE of the years that are needed."""
    return Timezone.from_tzid(
        settings.TIME_ZONE, first_date=date(first - 1, 1, 1), last_date=date(last + 2, 1, 1)
    )


def _written(event: CalendarEvent, now: datetime, zone: ZoneInfo) -> Event:
    written = Event()
    written.add("uid", f"{event.uid}@{urlsplit(settings.SITE_URL).hostname}")
    written.add("dtstamp", now)
    if event.at is None:
        written.add("dtstart", event.day)
        written.add("dtend", event.day + timedelta(days=1))
        # a day with a deadline is not a busy day
        written.add("transp", "TRANSPARENT")
    else:
        start = datetime.combine(event.day, event.at, zone)
        written.add("dtstart", start)
        written.add("dtend", start + timedelta(minutes=event.minutes))
    written.add("summary", event.title)
    written.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    written.add("sequence", event.sequence)
    for name, value in (("location", event.place), ("description", event.text)):
        if value:
            written.add(name, value)
    if event.path:
        written.add("url", f"{settings.SITE_URL}{event.path}")
    if event.changed_at is not None:
        written.add("last-modified", event.changed_at)
    return written
