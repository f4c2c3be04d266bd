"""Every row of a person is answered for in own data and in destroying them: decided, not forgotten."""

import re

from django.db import models

from mentorship.bank.models import Mentor
from mentorship.privacy.parts import holdings, parts
from schools.models import Person, User
from schools.personal import Fate

# What is made of a person's rows and goes with them.
GOES_ALONG = {"schools.user.person"}


def relations(model, *, owned_only=False):
    """What points to the model, as «app.model.field»; of an account what goes with it, not what it did."""
    return {
        f"{item.related_model._meta.label_lower}.{item.field.name}"
        for item in model._meta.get_fields(include_hidden=True)
        if item.auto_created
        and not item.concrete
        and not item.many_to_many
        and not (owned_only and item.on_delete is not models.CASCADE)
    }


def answered():
    return {line.relation for line in holdings()}


def test_every_relation_to_a_person_is_answered_for():
    assert relations(Person) - answered() == set()


def test_every_relation_to_a_mentor_is_answered_for():
    assert relations(Mentor) - answered() == set()


def test_everything_that_belongs_to_an_account_is_answered_for():
    assert relations(User, owned_only=True) - answered() == set()


def test_lines_answer_for_what_there_is():
    there = relations(Person) | relations(Mentor) | relations(User)
    spoken_of = {line.relation for line in holdings() if "__" not in line.path and line.path != "pk"}
    assert spoken_of - there == set()


def test_lines_keep_to_their_own_app():
    for part in parts():
        app = part.__name__.split(".")[-2]
        labels = {line.model.partition(".")[0] for line in part.HOLDINGS} - {"admin"}
        assert labels == {app}


def test_fields_of_lines_exist():
    for line in holdings():
        for name in (*line.clears, *line.hides):
            line.model_class._meta.get_field(name)


def test_texts_of_a_row_that_stays_without_its_person_are_emptied():
    """A line that clears names fields; one that keeps or deletes names none."""
    special = {"schools.Person", "schools.User"}
    for line in holdings():
        if line.model not in special:
            assert bool(line.clears) == (line.fate == Fate.CLEARED), line


def test_acts_do_not_speak_to_the_person():
    """An act is read by an inspector: «ваши наставляемые» would be the inspector's."""
    words = re.compile(r"\b(вы|вас|вам|ваш\w*)\b", re.IGNORECASE)
    assert [line.in_act for line in holdings() if words.search(line.in_act)] == []
