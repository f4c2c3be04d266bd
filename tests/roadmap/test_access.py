"""Who enters which page (contract §2), and that what lies outside the scope is not found."""

import pytest
from django.urls import reverse

from mentorship.roadmap import workflow
from schools import years
from tests.roadmap.conftest import LINK, event_of, upload

LOGINS = ("head", "methodist", "curator", "director", "approver", "department", "mentor", "admin")
SEES = {"head", "methodist", "curator", "director", "approver", "department"}
CHANGES = {"methodist", "curator", "director", "approver"}
PLANS = {"methodist", "curator", "director"}


@pytest.fixture
def addresses(current):
    """Every page of a running roadmap."""
    event = event_of(current, "1.1")
    day = years.first_day(current.year)
    workflow.mark_done(event=event, done_date=day, on=day, by=None, files=[upload()])
    proof = event.evidence.get()
    return {
        "list": reverse("roadmap:list"),
        "detail": reverse("roadmap:detail", args=[current.pk]),
        "event": reverse("roadmap:event", args=[current.pk, event.pk]),
        "evidence": reverse("roadmap:evidence", args=[current.pk, proof.pk]),
    }


@pytest.mark.parametrize("login", LOGINS)
def test_pages_open_to_the_roles_of_the_table(addresses, client_as, login):
    client = client_as(login)
    expected = 200 if login in SEES else 403
    answers = {name: client.get(address) for name, address in addresses.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(
        addresses, expected
    )
    b"".join(answers["evidence"])  # a file that is not read to its end stays open


def test_pages_ask_nobody_to_sign_in(addresses, client):
    for address in addresses.values():
        response = client.get(address)
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize("login", LOGINS)
def test_new_roadmap_is_for_those_who_plan(client_as, templates, login):
    expected = 200 if login in PLANS else 403
    assert client_as(login).get("/roadmap/add/").status_code == expected


@pytest.mark.parametrize("login", LOGINS)
def test_plan_is_edited_by_those_who_plan(client_as, draft, login):
    expected = 200 if login in PLANS else 403
    assert client_as(login).get(f"/roadmap/{draft.pk}/plan/").status_code == expected


@pytest.mark.parametrize("login", LOGINS)
def test_agreement_belongs_to_the_approver(client_as, make_roadmap, school, login):
    roadmap = make_roadmap(school, "submitted")
    expected = 302 if login == "approver" else 403
    assert client_as(login).post(f"/roadmap/{roadmap.pk}/agree/").status_code == expected
    roadmap.refresh_from_db()
    assert roadmap.state == ("agreed" if login == "approver" else "submitted")


@pytest.mark.parametrize("login", ["curator", "director"])
def test_another_school_s_roadmap_is_not_found(client_as, make_roadmap, other_school, login):
    roadmap = make_roadmap(other_school, "agreed")
    event = event_of(roadmap, "1.1")
    client = client_as(login)
    assert client.get(f"/roadmap/{roadmap.pk}/").status_code == 404
    assert client.get(f"/roadmap/{roadmap.pk}/events/{event.pk}/").status_code == 404
    assert client.get(f"/roadmap/{roadmap.pk}/plan/").status_code == 404
    assert client.post(f"/roadmap/{roadmap.pk}/start/").status_code == 404


@pytest.mark.parametrize("login", ["methodist", "approver", "head", "department"])
def test_another_municipality_s_roadmap_is_not_found(client_as, make_roadmap, foreign_school, login):
    roadmap = make_roadmap(foreign_school, "submitted")
    assert client_as(login).get(f"/roadmap/{roadmap.pk}/").status_code == 404


def test_evidence_of_another_school_is_not_found_by_any_address(
    client_as, make_roadmap, running, other_school
):
    other = make_roadmap(other_school, "agreed")
    (proof,) = workflow.add_evidence(event=event_of(other, "1.1"), by=None, files=[upload()])
    client = client_as("curator")
    assert client.get(f"/roadmap/{other.pk}/evidence/{proof.pk}/").status_code == 404
    assert client.get(f"/roadmap/{running.pk}/evidence/{proof.pk}/").status_code == 404
    assert client.post(f"/roadmap/{running.pk}/evidence/{proof.pk}/remove/").status_code == 404


def test_event_of_another_roadmap_is_not_found(client_as, make_roadmap, running, other_school):
    event = event_of(make_roadmap(other_school), "1.1")
    assert client_as("methodist").get(f"/roadmap/{running.pk}/events/{event.pk}/").status_code == 404


def test_municipal_roadmap_is_not_the_school_s(client_as, municipal):
    assert client_as("curator").get(f"/roadmap/{municipal.pk}/").status_code == 404
    assert client_as("methodist").get(f"/roadmap/{municipal.pk}/").status_code == 200


def test_unknown_act_is_not_found(client_as, running):
    assert client_as("methodist").post(f"/roadmap/{running.pk}/explode/").status_code == 404


def test_act_wants_a_post(client_as, running):
    assert client_as("curator").get(f"/roadmap/{running.pk}/start/").status_code == 405


@pytest.mark.parametrize(
    ("login", "act"),
    [
        ("approver", "done"),
        ("head", "done"),
        ("department", "cancel"),
        ("curator", "move"),
        ("curator", "undo"),
        ("director", "accept"),
        ("methodist", "ask_move"),
        ("methodist", "unknown"),
    ],
)
def test_acts_on_an_event_belong_to_their_roles(client_as, running, login, act):
    event = event_of(running, "1.1")
    response = client_as(login).post(event.get_absolute_url(), {"act": act, "link": LINK})
    assert response.status_code == 403
    event.refresh_from_db()
    assert event.state == "planned"
