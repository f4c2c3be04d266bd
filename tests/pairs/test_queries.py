"""Pages ask the database as often for thirty rows as for three (at most 25 times)."""

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor, MentorCard
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Meeting
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
