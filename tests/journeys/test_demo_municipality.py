"""The demonstration municipality: every login opens every page of its rail, in at most 25 queries."""

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.pairs.models import Pair
from reports.demo import lists
from reports.demo.load import load_demo
from reports.demo.logins import LOGINS
from schools.models import Municipality, Person, User
from schools.navigation import SECTIONS

MOST_QUERIES = 25
PASSWORD = "проверка-всех-входов"

pytestmark = pytest.mark.django_db


def rail_of(user: User) -> Iterator[str]:
    """The addresses that the rail shows the account."""
    for places in SECTIONS.values():
        for place in places:
            if user.access.may_see(place.area):
                yield reverse(place.url_name)


def test_every_login_opens_its_pages_in_few_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    out = StringIO()
    call_command("load_demo", stdout=out)

    assert f"Пароль каждого входа: {PASSWORD}" in out.getvalue()
    for login in LOGINS:
        client = Client()
        assert client.login(username=login, password=PASSWORD), login
        client.get("/privacy/")  # the first request of a session stamps it
        for address in rail_of(User.objects.get(username=login)):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            assert (login, address, response.status_code) == (login, address, 200)
            assert len(queries) <= MOST_QUERIES, (login, address, len(queries))


def test_second_load_keeps_what_people_changed() -> None:
    call_command("load_demo", stdout=StringIO())
    Person.objects.filter(user__username="mentee").update(last_name="Переименован")
    before = (Person.objects.count(), Pair.objects.count())
    out = StringIO()

    call_command("load_demo", stdout=out)

    assert (Person.objects.count(), Pair.objects.count()) == before
    assert Person.objects.filter(last_name="Переименован").count() == 1
    assert "оставлен как есть" in out.getvalue()


@pytest.mark.alike
@pytest.mark.parametrize("on", [date(2026, 9, 1), date(2027, 8, 31), date(2028, 2, 29)])
def test_municipality_can_be_invented_around_any_day(on: date) -> None:
    load_demo(on=on, password=PASSWORD)

    assert Municipality.objects.get().name == lists.MUNICIPALITY
    assert User.objects.filter(username__in=LOGINS).count() == len(LOGINS)
