"""The link of a calendar: made, shown once, renewed, taken back; a secret in no log and in no table."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client

from mentorship.audit.models import Entry
from mentorship.calendars.keys import hash_of, holder_of, issue, revoke
from mentorship.calendars.merging import move, notes
from mentorship.calendars.models import FeedKey
from schools.merging import Merge
from schools.models import User
from surveys.log_filter import HideTokens
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


def secret_on(page):
    return re.search(r'value="http://testserver/calendar/([\w-]+)\.ics"', page)[1]


def make(client):
    return secret_on(client.post("/calendar/").text)


def opens(secret):
    return Client().get(f"/calendar/{secret}.ics").status_code == 200


@pytest.mark.parametrize("role", ["admin", "methodist", "curator", "director", "mentee", "department"])
def test_everybody_makes_a_link_that_opens_without_a_sign_in(client_as, role):
    response = Client().get(f"/calendar/{make(client_as(role))}.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_link_is_shown_once_and_kept_as_a_hash(client_as):
    client = client_as("mentor")
    secret = make(client)
    assert len(secret) >= 43
    assert secret not in client.get("/calendar/").text
    key = FeedKey.objects.get()
    assert (key.secret_hash, key.revoked_at) == (hash_of(secret), None)
    assert secret not in str([list(model.objects.values()) for model in (FeedKey, Entry)])
    assert all(secret not in str(session.get_decoded()) for session in Session.objects.all())


def test_the_page_that_shows_it_is_not_kept_by_browsers(client_as):
    assert "no-store" in client_as("mentor").post("/calendar/")["Cache-Control"]


def test_a_new_link_closes_the_one_before(client_as):
    client = client_as("mentor")
    first = make(client)
    second = make(client)
    assert (opens(first), opens(second)) == (False, True)
    entries = Entry.objects.filter(action__startswith="calendar.").order_by("pk")
    assert list(entries.values_list("action", flat=True)) == [
        "calendar.issued",
        "calendar.renewed",
        "calendar.downloaded",
    ]


def test_a_revoked_link_is_not_found_and_twice_says_so(client_as):
    client = client_as("mentor")
    secret = make(client)
    assert "Ссылка отозвана" in client.post("/calendar/", {"revoke": "1"}, follow=True).text
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    assert "отзывать нечего" in client.post("/calendar/", {"revoke": "1"}, follow=True).text


@pytest.mark.parametrize("secret", ["x", "a" * 43, "a" * 5000, "..", "тайна"])
def test_an_unknown_secret_is_not_found(client_as, secret):
    make(client_as("mentor"))
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_nobody_closes_a_foreign_link(client_as):
    secret = make(client_as("mentor"))
    client_as("mentee").post("/calendar/", {"revoke": "1"})
    make(client_as("mentee"))
    assert opens(secret)


def test_a_closed_account_closes_its_calendar(client_as):
    secret = make(client_as("mentor"))
    User.objects.filter(username="mentor").update(is_active=False)
    assert not opens(secret)


def test_the_feed_is_only_read(client_as):
    secret = make(client_as("mentor"))
    assert Client().post(f"/calendar/{secret}.ics").status_code == 405
    assert Client().head(f"/calendar/{secret}.ics").status_code == 200


def test_a_reading_is_noted_once_an_hour(people, users):
    secret = issue(person=people["mentor"], by=None, now=NOW)
    for minutes in (1, 30, 60):
        holder_of(secret, NOW + timedelta(minutes=minutes))
    assert FeedKey.objects.get().last_used_at == NOW + timedelta(minutes=1)
    holder_of(secret, NOW + timedelta(minutes=61))
    assert FeedKey.objects.get().last_used_at == NOW + timedelta(minutes=61)


def test_an_account_without_a_person_has_no_calendar():
    client = Client()
    client.force_login(User.objects.create_user("nobody", "пароль"))
    assert "Календаря нет" in client.get("/calendar/").text
    assert client.post("/calendar/").status_code == 404


def test_a_link_that_is_not_there_is_not_revoked(people):
    with pytest.raises(ValidationError, match="отзывать нечего"):
        revoke(person=people["mentor"], by=None, now=NOW)


@pytest.mark.parametrize(
    "address",
    ["/calendar/S3cr-et_.ics", "/calendar/S3cr-et_", "/notices/off/S3cr-et_:x/", "/surveys/t/S3cr-et_/"],
)
def test_logs_hold_no_secret(caplog, address):
    caplog.handler.addFilter(HideTokens())
    logging.getLogger("django.request").warning("Not Found: %s", f"{address}?x=1")
    assert "S3cr-et_" not in caplog.text
    assert "…" in caplog.text


def test_a_double_hands_over_its_link(people, users):
    secret = issue(person=people["mentee"], by=None, now=NOW)
    keep = people["mentor"]
    assert notes(keep, people["mentee"], TODAY) == []
    move(Merge(keep=keep, drop=people["mentee"], by=None, on=TODAY, at=NOW))
    assert holder_of(secret, NOW) == keep


def test_of_two_links_that_of_the_kept_record_stays(people, users):
    kept = issue(person=people["mentor"], by=None, now=NOW)
    issue(person=people["mentee"], by=None, now=NOW)
    assert len(notes(people["mentor"], people["mentee"], TODAY)) == 1
    move(Merge(keep=people["mentor"], drop=people["mentee"], by=None, on=TODAY, at=NOW))
    assert holder_of(kept, NOW) == people["mentor"]
    assert FeedKey.objects.live().filter(person=people["mentor"]).count() == 1
