"""The dress of the pages of requests: teams, testings, wishes, who waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import MenteeRequest, Mentor, MentorPreference
from mentorship.bank.models.preferences import Side
from schools.models import Person, Position
from schools.years import year_of
from tests.bank.builders import difficulty, subject
from tests.browser.dress import faults, overflow
from tests.reports.diagnosing import diagnose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    ("methodist", "/requests/"),
    ("methodist", "/requests/from-diagnostics/"),
    ("methodist", "/requests/preferences/"),
    ("methodist", "/requests/ageing/"),
    ("methodist", "/requests/preferences/met/"),
    ("director", "/requests/team/"),
    ("mentee", "/requests/preferences/"),
    ("mentee", "/requests/preferences/{mentee}/mentee/"),
    ("curator", "/requests/{team}/"),
]


@pytest.fixture
def waiting(people, school, make_teacher):
    """Waiting requests of two teachers and a team, a mentor, a wish, a low score."""
    today = timezone.localdate()
    position, _ = Position.objects.get_or_create(
        key="заместитель директора по учебно-воспитательной работе",
        defaults={"name": "Заместитель директора по учебно-воспитательной работе"},
    )
    Person.objects.filter(pk=people["curator"].pk).update(position=position)
    (mentor,) = Mentor.objects.enlist(
        [people["mentor"]], state=MentorState.IN_BANK, state_date=today, capacity=1
    )
    asking = {"requested_date": today - timedelta(days=40), "state": RequestState.ACCEPTED}
    topic = difficulty("организация работы с неуспевающими и слабо мотивированными обучающимися")
    for person in (people["mentee"], make_teacher(school, "T1")):
        MenteeRequest.objects.create(person=person, difficulty=topic, subject=subject("Физика"), **asking)
    team = MenteeRequest.objects.create(
        person=people["curator"], difficulty=topic, is_team=True, **asking | {"state": RequestState.SUBMITTED}
    )
    team.team.set([people["director"]])
    MentorPreference.objects.create(
        person=people["mentee"], side=Side.MENTEE, chosen=mentor.person, year=year_of(today), given_date=today
    )
    diagnose(make_teacher(school, "T2"), today, 30, 40)
    return {"mentee": people["mentee"].pk, "team": team.pk}


@pytest.fixture
def reader(page_as, waiting):
    """`reader(login, path)`: the page, opened."""

    def read(login: str, path: str):
        page = page_as(login)
        assert page.goto(path.format(**waiting)).status == 200
        return page

    return read


@pytest.mark.parametrize(("login", "path"), PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(reader, login, path):
    page = reader(login, path)
    assert (faults(page), overflow(page)) == ({}, {})


def test_methodist_makes_requests_from_testings(reader):
    page = reader("methodist", "/requests/from-diagnostics/")
    page.get_by_role("button", name="Создать 1 запрос").click()
    page.get_by_text("1 остался черновиком").wait_for()
    assert MenteeRequest.objects.filter(person__code="T2", state=RequestState.DRAFT).count() == 1
