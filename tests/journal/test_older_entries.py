"""Entries of before the journal knew sorts and places: migration 0002 of the journal tells both."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from mentorship.audit import guards
from mentorship.audit.kinds import Kind
from mentorship.audit.models import Entry
from schools.models import User

pytestmark = pytest.mark.django_db

migration = import_module("mentorship.audit.migrations.0002_places_origins_and_permits")


@pytest.fixture
def old_entries(users, school, municipality):
    """Rows as they stood then: no sort but «change», no place; the guards came later as well."""
    guards.drop(connection)
    told = [
        ("view.interview", users["methodist"]),
        ("schools.exported", users["head"]),
        ("entrance.signed_in", users["curator"]),
        ("person.moved", users["curator"]),
        ("import", None),
        ("person.moved", User.objects.create(username="nobody's")),
    ]
    rows = [Entry(action=action, by=by, kind=Kind.CHANGE) for action, by in told]
    yield Entry.objects.bulk_create(rows)
    guards.put_up(connection)


def test_sort_follows_from_the_action_and_place_from_who_acted(old_entries, people, school, municipality):
    migration.tell_older_entries(apps, None)
    rows = Entry.objects.filter(pk__in=[row.pk for row in old_entries]).order_by("pk")
    found = [(row.kind, row.by_school, row.by_municipality) for row in rows]
    place = {login: (people[login].school_id, people[login].municipality_id) for login in people}
    assert found == [
        (Kind.VIEW, *place["methodist"]),
        (Kind.EXPORT, *place["head"]),
        (Kind.SIGN_IN, *place["curator"]),
        (Kind.CHANGE, *place["curator"]),
        (Kind.CHANGE, None, None),
        (Kind.CHANGE, None, None),
    ]
    assert place["curator"] == (school.pk, municipality.pk)


def test_second_run_changes_nothing(old_entries):
    migration.tell_older_entries(apps, None)
    before = list(Entry.objects.order_by("pk").values())
    migration.tell_older_entries(apps, None)
    assert list(Entry.objects.order_by("pk").values()) == before
