"""The dress of the registers, of training, of the reserve and of the bank ranked for a request."""

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState, RequestState
from mentorship.bank.models import (
    MenteeRequest,
    Mentor,
    MentorCard,
    ReserveMember,
    SelectionCriterion,
    TrainingProgramme,
    TrainingSession,
)
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from tests.bank.builders import consent, difficulty, subject
from tests.browser.dress import faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Предмет с очень длинным названием"
PAGES = {
    "mentees": ("methodist", "/registers/"),
    "mentors": ("methodist", "/registers/mentors/"),
    "selected": ("curator", "/registers/selected/"),
    "people": ("director", "/registers/people/"),
    "person": ("head", "/registers/people/{person}/"),
    "counts": ("department", "/registers/"),
    "bank": ("methodist", "/bank/"),
    "fit": ("mentee", "/bank/fit/"),
    "mentor": ("methodist", "/bank/{person}/"),
    "protocol": ("methodist", "/bank/{person}/interviews/{interview}/"),
    "programmes": ("methodist", "/bank/programmes/"),
    "programme": ("methodist", "/bank/programmes/{programme}/"),
    "session": ("methodist", "/bank/programmes/{programme}/sessions/{session}/"),
    "reserve": ("methodist", "/bank/reserve/"),
    "inclusion": ("methodist", "/bank/reserve/add/"),
    "member": ("methodist", "/bank/reserve/{member}/"),
}


@pytest.fixture
def keys(people, school, make_teacher):
    """A pair at work, an interview, a session, a member of the reserve, a request that waits."""
    today = timezone.localdate()
    (mentor,) = Mentor.objects.enlist([people["mentor"]], state=MentorState.ACTIVE)
    MentorCard.objects.create(mentor=mentor, subject=subject(LONG))
    pair = Pair.objects.create(
        municipality=school.municipality, number="2025-1", mentor=mentor, state=PairState.ACTIVE
    )
    mentee = make_teacher(school, "M1", last_name="Учителева-Задунайская-Переяславская")
    PairMember.objects.create(pair=pair, mentor=mentor, mentee=mentee, start_date=today)
    consent(mentee)
    MenteeRequest.objects.create(
        person=people["mentee"],
        subject=subject(LONG),
        difficulty=difficulty("взаимодействие с родителями"),
        requested_date=today,
        state=RequestState.ACCEPTED,
    )
    interview = mentor.interviews.create(date=today, is_ready=True, interviewers="Комиссия", notes="готова")
    interview.criteria.add(SelectionCriterion.objects.create(name="умение слушать"))
    programme = TrainingProgramme.objects.create(name="Школа кадрового резерва")
    session = TrainingSession.objects.create(
        programme=programme, municipality=school.municipality, date=today, title="Первое занятие", hours=4
    )
    session.attended.add(people["mentor"])
    member = ReserveMember.objects.create(
        person=people["mentor"],
        target_position="Заместитель директора по учебно-воспитательной работе",
        basis="протокол № 3",
        programme=programme,
        included_date=today,
    )
    return {
        "person": mentor.pk,
        "interview": interview.pk,
        "programme": programme.pk,
        "session": session.pk,
        "member": member.pk,
    }


@pytest.fixture
def reader(page_as, keys):
    """`reader(name)`: the page, opened by its role."""

    def read(name: str):
        login, address = PAGES[name]
        page = page_as(login)
        assert page.goto(address.format(**keys)).status == 200
        return page

    return read


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_never_scrolls_sideways(reader, name):
    page = reader(name)
    assert (faults(page), overflow(page)) == ({}, {})
