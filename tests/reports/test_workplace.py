"""The first page: what its figures cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.models import User
from schools.workplace import tell

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("login", "most"), [("methodist", 18), ("curator", 21), ("head", 18), ("mentor", 21), ("department", 12)]
)
def test_first_page_takes_few_queries(client_as, programme, people, pair_up, login, most):
    pair_up(people["mentor"], people["mentee"])
    client = client_as(login)
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/").status_code == 200
    assert len(captured) <= most


def test_nothing_asked_is_no_query(users, django_assert_num_queries):
    user = User.objects.get(pk=users["methodist"].pk)
    with django_assert_num_queries(0):
        assert tell(user, {}) == {}
