"""How PostgreSQL finds the first page of a long list: by the index of its order, no sort of the whole."""

import re

import pytest
from django.db import connection

from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs.models import Pair
from schools.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def plan(people, school, make_teacher, make_mentor, make_request):
    """The plan of the first page; small tables are read and sorted whole unless it is told not to."""
    for number in range(30):
        teacher = make_teacher(school, f"T{number}", last_name=f"Птицына{number:02}")
        make_mentor(teacher)
        make_request(teacher)

    def explained(rows):
        with connection.cursor() as cursor:
            for table in ("bank_mentor", "bank_menteerequest", "schools_person"):
                cursor.execute(f"ANALYZE {table}")
            for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        return rows[:2].explain()

    return explained


def methodist(users):
    return User.objects.get(pk=users["methodist"].pk)


def sorts(plan):
    """Sorts of a plan that no index has begun."""
    return re.findall(r"(?<!Incremental )Sort  \(", plan)


def test_requests_come_in_the_order_of_the_index(plan, users):
    rows = MenteeRequest.objects.visible_to(methodist(users)).waiting_first()
    found = plan(rows)
    assert "using request_waiting_first" in found
    assert sorts(found) == []


def test_waiting_requests_are_counted_by_their_own_index(plan, users):
    found = plan(MenteeRequest.objects.waiting().order_by().values("person"))
    assert "request_that_waits" in found


def test_mentors_come_in_the_order_of_names(plan, users):
    rows = Mentor.objects.visible_to(methodist(users)).listed().order_by("person__name_key", "pk")
    found = plan(rows)
    assert "using schools_person_name_key" in found
    assert "consent_withdrawn" in found
    assert sorts(found) == []


def test_pairs_come_in_the_order_of_keys(plan, users):
    found = plan(Pair.objects.visible_to(methodist(users)).order_by("-pk"))
    assert "Index Scan Backward using pairs_pair_pkey" in found
    assert sorts(found) == []
