"""A school's curator proposes to destroy data of the own school's people and sees how far it is."""

import pytest

from mentorship.privacy.models import PersonalRequest
from schools.enums import ConsentKind
from schools.workflow import give_consent, withdraw_consent
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

PROPOSAL = {"ground": "asked", "text": "заявление на бумаге"}


@pytest.fixture
def stranger(other_school, make_teacher):
    """A teacher of another school of the municipality."""
    return make_teacher(other_school, "S1", last_name="Чужова")


def propose(client, person):
    return client.post(f"/privacy/people/{person.pk}/propose/", PROPOSAL)


def test_curator_proposes_for_the_own_school_and_head_decides(client_as, people, users):
    curator = client_as("curator")
    assert propose(curator, people["mentee"]).status_code == 302
    asked = PersonalRequest.objects.get()
    assert (asked.state, asked.proposed_by) == ("proposed", users["curator"])
    page = curator.get(asked.get_absolute_url()).content.decode()
    assert "решает руководитель центра" in page
    assert "Отказать с объяснением" not in page
    assert "Уничтожить и составить акт" in client_as("head").get(asked.get_absolute_url()).content.decode()


@pytest.mark.parametrize("act", ["destroy", "done", "refuse"])
def test_curator_neither_answers_nor_destroys(client_as, people, act):
    curator = client_as("curator")
    propose(curator, people["mentee"])
    asked = PersonalRequest.objects.get()
    typed = {"act": act, "text": "ответ", "reason": "заявление", "code": people["mentee"].code}
    assert curator.post(asked.get_absolute_url(), typed).status_code == 403
    asked.refresh_from_db()
    assert asked.state == "proposed"


def test_people_of_other_schools_are_not_found(client_as, stranger):
    curator = client_as("curator")
    assert curator.get(f"/privacy/people/{stranger.pk}/propose/").status_code == 404
    assert propose(curator, stranger).status_code == 404
    propose(client_as("methodist"), stranger)
    asked = PersonalRequest.objects.get()
    assert curator.get(asked.get_absolute_url()).status_code == 404
    assert "Чужова" not in curator.get("/privacy/requests/").content.decode()


def test_due_list_is_of_the_own_school(client_as, people, stranger):
    for person in (people["mentee"], stranger):
        consent = give_consent(person=person, kind=ConsentKind.PROCESSING, by=None, on=TODAY)
        withdraw_consent(consent=consent, by=None, on=TODAY)
    page = client_as("curator").get("/privacy/due/").content.decode()
    assert "Осинин" in page
    assert "Чужова" not in page
    assert "Портал удаляет сам" not in page
    assert "Чужова" in client_as("methodist").get("/privacy/due/").content.decode()


def test_acts_are_the_centres(client_as):
    assert client_as("curator").get("/privacy/acts/").status_code == 403
    assert "/privacy/acts/" not in client_as("curator").get("/privacy/due/").content.decode()


def test_curator_is_not_asked_to_decide(client_as, people):
    propose(client_as("methodist"), people["mentee"])
    assert "Решите об уничтожении" not in client_as("curator").get("/").content.decode()
    assert "Решите об уничтожении" in client_as("head").get("/").content.decode()
