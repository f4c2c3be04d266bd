"""The pages of the ways in take as few queries for twenty respondents as for one (performance.md)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.workflow import close_campaign, start

pytestmark = pytest.mark.django_db
MOST = 25


@pytest.fixture
def crowd(people, make_pair, make_teacher, school, other_school):
    """Twenty more mentees of two schools: `crowd()`."""

    def run():
        for number in range(20):
            make_pair(people["mentor"], make_teacher((school, other_school)[number % 2], f"Q{number}"))

    return run


def queries(client, address, posted=None):
    with CaptureQueriesContext(
        connection,
    ) as found:
        response = client.get(address) if posted is None else client.post(address, posted)
        assert response.status_code == 200
        b"".join(response) if response.streaming else response.content
    return len(found)


@pytest.mark.parametrize(
    ("name", "posted"),
    [
        ("campaign", None),
        ("funnel", None),
        ("print", None),
        ("papers", None),
        ("sheet", None),
        ("audience", None),
        ("sheet", {"give": "1"}),
        ("links", {}),
    ],
)
def test_pages_of_a_campaign_take_few_queries_whatever_the_crowd(client_as, campaign, crowd, name, posted):
    client, address = client_as("methodist"), reverse(f"surveys:{name}", args=[campaign.pk])
    queries(client, address, posted)  # what is kept for good is read once
    one = queries(client, address, posted) if name != "links" else MOST
    crowd()
    many = queries(client, address, posted)
    assert (many <= one, many <= MOST) == (True, True), (one, many)


def test_typing_page_and_own_form_take_few_queries(client_as, campaign, people):
    paper = reverse("surveys:paper", args=[campaign.pk, people["mentee"].pk])
    assert queries(client_as("curator"), paper) <= MOST
    assert queries(client_as("mentee"), reverse("surveys:fill", args=[campaign.pk])) <= MOST


def test_page_of_anonymising_takes_few_queries(client_as, campaign, people, crowd, make_campaign, on):
    crowd()
    after = make_campaign("mentee_after")
    for person in (people["mentee"],):
        start(person=person, campaign=campaign, on=on, by=None)
    for row in (campaign, after):
        close_campaign(campaign=row, on=on, by=None)
    address = reverse("surveys:anonymise", args=[campaign.pk])
    assert queries(client_as("methodist"), address) <= MOST
