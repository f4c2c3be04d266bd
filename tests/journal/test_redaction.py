"""A person's words go out of the journal; who did what, and when, stays."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from mentorship.audit.log import record
from mentorship.audit.models import Entry, Permit
from mentorship.audit.redaction import redact
from schools.models import Person

pytestmark = pytest.mark.django_db
STAND_IN = "сотрудник № 7"


@pytest.fixture
def erase(people):
    """Take the mentor of the cast out."""

    def do(**changes):
        wanted = {
            "names": ["Клёнова Эмма Савельевна", "Клёнова Эмма", "Клёнова"],
            "persons_targets": {"schools.person": [people["mentor"].pk]},
            "stand_in": STAND_IN,
            "act": "Акт № 3",
        }
        return redact(**wanted | changes)

    return do


def test_entries_about_the_person_lose_every_free_word(erase, users, people):
    entry = record(
        by=users["methodist"],
        action="mentor.suspend",
        target=people["mentor"],
        text="Уехала к сестре",
        data={"from": "ready", "since": "2026-01-15", "places": 2, "why": ["к сестре", "a@b.ru"]},
    )
    assert erase() == 1
    entry.refresh_from_db()
    assert (entry.target_text, entry.text) == (STAND_IN, STAND_IN)
    assert entry.data == {"from": "ready", "since": "2026-01-15", "places": 2, "why": [STAND_IN, STAND_IN]}
    assert (entry.by, entry.action, entry.target_id) == (
        users["methodist"],
        "mentor.suspend",
        people["mentor"].pk,
    )


def test_names_go_out_of_other_entries_however_they_are_spelled(erase, school):
    entry = record(
        by=None,
        action="pairs.propose",
        target=school,
        text="КЛЕНОВА  Эмма Савельевна и Клёновацкий; клёнова",
        data={"who": {"name": "Клёнова Эмма", "n": 1}, "Клёнова": True, "people": ["Осинин", "кленова"]},
    )
    assert erase() == 1
    entry.refresh_from_db()
    assert entry.target_text == str(school)
    assert entry.text == f"{STAND_IN} и Клёновацкий; {STAND_IN}"
    assert entry.data == {
        "who": {"name": STAND_IN, "n": 1},
        STAND_IN: True,
        "people": ["Осинин", STAND_IN],
    }


def test_log_of_the_admin_follows(erase, users, people):
    kind = ContentType.objects.get_for_model(Person)
    shared = {"user": users["head"], "content_type": kind, "action_flag": CHANGE}
    own = LogEntry.objects.create(
        object_id=people["mentor"].pk, object_repr="Клёнова Эмма", change_message="почта", **shared
    )
    other = LogEntry.objects.create(
        object_id=people["mentee"].pk, object_repr="Осинин", change_message="как Клёнова", **shared
    )
    assert erase() == 2
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.object_repr, own.change_message) == (STAND_IN, "")
    assert (other.object_repr, other.change_message) == ("Осинин", f"как {STAND_IN}")


def test_the_act_stays_on_record(erase, users, people):
    record(by=None, action="person.moved", target=people["mentor"])
    erase(by=users["head"])
    held = Permit.objects.get()
    assert (held.act, held.by, held.changed, held.door_id) == ("Акт № 3", users["head"], 1, None)


def test_nothing_to_take_out_changes_nothing(erase, school):
    record(by=None, action="person.moved", target=school, text="Осинин")
    before = list(Entry.objects.values())
    assert erase(names=["", " "]) == 0
    assert list(Entry.objects.values()) == before
