"""Every relation to a person is answered for by a part of the merge: a new one is decided, not forgotten."""

from importlib import import_module

from mentorship.bank.models import MenteeRequest, Mentor
from reports.merging import PARTS
from schools.models import Person


def relations(model):
    """What points to the model, as «app.model.field», hidden relations and links of many-to-many among it."""
    return {
        f"{item.related_model._meta.label_lower}.{item.field.name}"
        for item in model._meta.get_fields(include_hidden=True)
        if item.auto_created and not item.concrete and not item.many_to_many
    }


def test_every_relation_to_a_person_is_answered_for_once():
    answered = [name for part in PARTS for name in import_module(part).RELATIONS]
    assert sorted(answered) == sorted(set(answered))
    assert relations(Person) - set(answered) == set()


def test_every_relation_to_a_mentor_is_answered_for():
    """The mentor's key is the person's: what hangs on it moves as well."""
    answered = {name for part in PARTS for name in import_module(part).RELATIONS}
    assert relations(Mentor) - answered == set()


def test_every_relation_to_a_request_is_answered_for():
    """Of two equal requests of the two one is left: what pointed to the other points to it."""
    answered = {name for part in PARTS for name in import_module(part).RELATIONS}
    own_links = {"bank.menteerequest_team.menteerequest"}
    assert relations(MenteeRequest) - answered - own_links == set()


def test_parts_answer_for_what_there_is():
    answered = {name for part in PARTS for name in import_module(part).RELATIONS}
    there = relations(Person) | relations(Mentor) | relations(MenteeRequest)
    assert answered - there == set()


def test_parts_keep_to_their_own_app():
    for part in PARTS:
        app = part.split(".")[-2]
        assert {name.partition(".")[0] for name in import_module(part).RELATIONS} == {app}
