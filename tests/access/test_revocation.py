"""A right that ends, ends on the next request of a session that stays open."""

import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.calendars import keys
from mentorship.spreadsheets import uploads
from reports.models import SavedView
from schools.models import Employment

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)


def is_shut(response):
    """Refused, not found, or sent to the sign-in: the session ends with the role it was opened in."""
    signed_out = response.status_code == 302 and response["Location"].startswith("/accounts/login/")
    return signed_out or response.status_code in (403, 404)


def end_roles(user):
    """The person's roles ended yesterday."""
    user.person.roles.update(end_date=YESTERDAY)


@pytest.mark.parametrize(
    "address", ["/pairs/", "/roadmap/", "/documents/", "/registers/", "/reports/schools/901/"]
)
def test_role_that_ended_shuts_pages(client_as, users, programme, school_year, address):
    client = client_as("curator")
    assert client.get(address).status_code == 200
    end_roles(users["curator"])
    assert is_shut(client.get(address))


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/schools/person/", "/admin/import/", "/bank/region.xlsx"]
)
def test_role_that_ended_shuts_the_admin_and_exports(client_as, users, address):
    client = client_as("methodist")
    assert client.get(address).status_code == 200
    end_roles(users["methodist"])
    assert is_shut(client.get(address))


def test_curator_who_moved_reads_the_new_school_alone(client_as, users, school, other_school, school_year):
    client = client_as("curator")
    assert client.get(f"/reports/schools/{school.code}/").status_code == 200
    users["curator"].person.roles.update(school=other_school)
    assert is_shut(client.get(f"/reports/schools/{school.code}/"))
    assert is_shut(client.get(f"/reports/schools/{school.code}/record.xlsx"))
    anew = client_as("curator")
    assert anew.get(f"/reports/schools/{school.code}/").status_code == 404


@pytest.mark.parametrize("address", ["/me/data/", "/pairs/", "/notices/", "/calendar/"])
def test_account_that_is_closed_is_signed_out(client_as, users, address):
    client = client_as("curator")
    type(users["curator"]).objects.filter(pk=users["curator"].pk).update(is_active=False)
    response = client.get(address)
    assert is_shut(response)


def test_teacher_who_left_reads_the_pages_of_the_old_school_no_more(client_as, users, make_teacher, school):
    colleague = make_teacher(school, "T77")
    client = client_as("director")
    assert client.get(f"/registers/people/{colleague.pk}/").status_code == 200
    users["director"].person.roles.update(end_date=YESTERDAY)
    assert is_shut(client.get(f"/registers/people/{colleague.pk}/"))
    assert Employment.objects.filter(person=colleague).exists()


def test_view_that_somebody_keeps_is_nobody_elses(client_as, users):
    kept = SavedView.objects.create(user=users["curator"], title="Моя", query="")
    assert client_as("director").post(f"/reports/question/{kept.pk}/drop/").status_code == 404
    end_roles(users["curator"])
    assert is_shut(client_as("curator").post(f"/reports/question/{kept.pk}/drop/"))
    assert SavedView.objects.filter(pk=kept.pk).exists()


def test_calendar_link_opens_nothing_once_the_account_is_closed(client, users):
    user = users["mentor"]
    secret = keys.issue(person=user.person, by=user, now=timezone.now())
    assert client.get(f"/calendar/{secret}.ics").status_code == 200
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_workbook_that_waits_is_gone_after_an_hour(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    token = uploads.keep(b"PK")
    path = tmp_path / uploads.FOLDER / token
    almost = time.time() - uploads.KEPT + 30
    os.utime(path, (almost, almost))
    assert uploads.read(token) == b"PK"
    past = time.time() - uploads.KEPT - 1
    os.utime(path, (past, past))
    assert uploads.read(token) is None
    assert uploads.take(token) is None
