"""A pair is its mentees' as much as its mentor's: the journal tells each of them who looked."""

import pytest
from django.db import IntegrityError, connection, transaction

from mentorship.audit.log import record, record_view
from mentorship.audit.models import Entry, EntryPerson
from mentorship.bank.models import Mentor
from mentorship.journal.selection import views_of_person
from mentorship.pairs.models import Meeting, Pair, PairMember
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(people, municipality):
    """The cast's mentor and mentee."""
    mentor = Mentor.objects.create(person=people["mentor"], state="active")
    made = Pair.objects.create(number="7", municipality=municipality, mentor=mentor, state="completed")
    PairMember.objects.create(pair=made, mentor=mentor, mentee=people["mentee"])
    return made


def about(person):
    return list(Entry.objects.about([person.pk]).values_list("action", flat=True))


def test_entry_of_a_pair_is_about_all_its_people(pair, people, users):
    record(by=users["methodist"], action="pairs.complete", target=pair)
    meeting = Meeting.objects.create(pair=pair, date=TODAY, topic="Урок")
    record(by=users["methodist"], action="pairs.log_meeting", target=meeting)
    for login in ("mentor", "mentee"):
        assert about(people[login]) == ["pairs.log_meeting", "pairs.complete"]
    assert about(people["curator"]) == []


def test_page_of_a_pair_is_a_look_at_both(client_as, pair, people):
    curator = client_as("curator")
    for _ in range(2):
        assert curator.get(f"/pairs/{pair.pk}/").status_code == 200
    for login in ("mentor", "mentee"):
        looks = views_of_person(people[login])
        assert [(look.action, look.by.username) for look in looks] == [("view.pair", "curator")]


def test_mentees_own_look_is_not_shown_to_the_mentee(client_as, pair, people):
    assert client_as("mentee").get(f"/pairs/{pair.pk}/").status_code == 200
    assert not views_of_person(people["mentee"]).exists()
    assert views_of_person(people["mentor"]).count() == 1


def test_look_is_noted_once_an_hour_for_everybody(pair, people, users):
    for _ in range(3):
        record_view(by=users["head"], target=pair, what="pair")
    assert EntryPerson.objects.values_list("person", flat=True).get() == people["mentee"].pk


def test_journal_is_searched_by_the_mentee(client_as, pair, users):
    record(by=users["methodist"], action="pairs.complete", target=pair, text="Пара завершена в срок")
    page = client_as("head").get("/journal/", {"about": "Осинин"}).content.decode()
    assert "Пара завершена в срок" in page


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entryperson SET person = 1", "DELETE FROM audit_entryperson"]
)
def test_who_an_entry_is_about_is_written_once(pair, users, statement):
    record(by=users["methodist"], action="pairs.complete", target=pair)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)
