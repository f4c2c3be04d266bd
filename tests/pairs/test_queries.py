"""Pages ask the database as often for thirty rows as for three (at most 25 times)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor, MentorCard
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import DiaryEntry, Meeting, PlanItem, PlannedMeeting, Product, ProductKind, Pulse
from schools.models import Subject

MOST = 25


@pytest.fixture
def fill(school, make_teacher, make_pair, make_request):
    """So many mentors with cards, pairs with meetings, and requests: `fill(0, 3)`."""
    subject, _ = Subject.objects.get_or_create(key="физика", defaults={"name": "Физика"})
    today = timezone.localdate()

    def add(first, count):
        for number in range(first, first + count):
            guide = Mentor.objects.enlist([make_teacher(school, f"M{number}")], state=MentorState.ACTIVE)[0]
            MentorCard.objects.create(mentor=guide, subject=subject)
            mentee = make_teacher(school, f"E{number}")
            pair = make_pair(guide, [mentee], PairState.ACTIVE, number=f"n{number}", start=today)
            Meeting.objects.create(pair=pair, date=today, topic="Урок", logged_by=guide.person)
            make_request(make_teacher(school, f"R{number}"), day=today, subject=subject)

    return add


@pytest.fixture
def count(django_assert_max_num_queries):
    """How many queries a page takes; the first visit also opens the session."""

    def ask(client, path):
        client.get(path)
        with django_assert_max_num_queries(MOST) as asked:
            assert client.get(path).status_code == 200
        return len(asked.captured_queries)

    return ask


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("methodist", "/pairs/"),
        ("methodist", "/pairs/?wait=meeting&q=учитель&state=active"),
        ("department", "/pairs/"),
        ("methodist", "/matching/"),
        ("curator", "/pairs/add/"),
        ("methodist", "/admin/pairs/pair/"),
        ("methodist", "/admin/pairs/order/"),
        ("methodist", "/admin/pairs/meeting/"),
    ],
)
def test_list_asks_no_more_for_ten_times_the_rows(client_as, fill, count, role, path):
    client = client_as(role)
    fill(0, 3)
    few = count(client, path)
    fill(3, 27)
    assert count(client, path) == few


def test_pair_asks_no_more_for_a_long_journal(client_as, mentor, mentees, make_pair, count):
    today = timezone.localdate()
    pair = make_pair(mentor, mentees[:2], PairState.ACTIVE, start=today)
    line = {"pair": pair, "date": today, "topic": "Урок", "logged_by": mentor.person}
    Meeting.objects.create(**line)
    client = client_as("methodist")
    few = count(client, f"/pairs/{pair.pk}/")
    Meeting.objects.bulk_create(Meeting(**line, confirmed_by=mentees[0]) for _ in range(30))
    assert count(client, f"/pairs/{pair.pk}/") == few


@pytest.mark.parametrize("role", ["methodist", "curator", "mentor"])
@pytest.mark.parametrize("page", ["", "plan/", "protocol/"])
def test_pages_of_a_pair_ask_no_more_for_a_long_life(
    client_as, mentor, mentees, make_pair, count, role, page
):
    """A hundred meetings, twenty lines of a plan, products, meetings to come, answers to the pulse."""
    today = timezone.localdate()
    pair = make_pair(mentor, mentees[:3], PairState.ACTIVE, start=today)
    address, client = f"/pairs/{pair.pk}/{page}", client_as(role)
    _live(pair, mentees[0], 1)
    few = count(client, address)
    _live(pair, mentees[1], 20)
    line = {"pair": pair, "date": today, "topic": "Урок", "logged_by": mentor.person}
    Meeting.objects.bulk_create(Meeting(**line, confirmed_by=mentees[0]) for _ in range(99))
    assert count(client, address) == few


def _live(pair, person, times):
    today = timezone.localdate()
    kind = ProductKind.objects.first()
    Meeting.objects.create(pair=pair, date=today, topic="Урок", logged_by=person)
    PlanItem.objects.bulk_create(PlanItem(pair=pair, title="Урок", due_date=today) for _ in range(times))
    PlannedMeeting.objects.bulk_create(PlannedMeeting(pair=pair, date=today) for _ in range(times))
    Product.objects.bulk_create(
        Product(pair=pair, kind=kind, title="Кейс", date=today, link="https://s.example")
        for _ in range(times)
    )
    Pulse.objects.bulk_create(
        Pulse(
            pair=pair,
            person=person,
            due_date=today - timedelta(days=day),
            score=1,
            answered_at=timezone.now(),
        )
        for day in range(times)
    )


def test_diary_asks_no_more_for_many_pages(client_as, mentor, mentees, make_pair, count):
    today = timezone.localdate()
    pair = make_pair(mentor, mentees[:2], PairState.ACTIVE, start=today)
    line = {"pair": pair, "date": today, "text": "Запись"}
    DiaryEntry.objects.create(**line, author=mentor.person)
    client = client_as("mentor")
    few = count(client, f"/pairs/{pair.pk}/diary/")
    DiaryEntry.objects.bulk_create(DiaryEntry(**line, author=mentees[0]) for _ in range(25))
    assert count(client, f"/pairs/{pair.pk}/diary/") == few
