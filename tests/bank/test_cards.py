"""Cards of the bank: once for each subject and direction, found by words, taken out without a trace lost."""

import pytest
from django.core.exceptions import ValidationError

from mentorship.bank import workflow
from mentorship.bank.models import Mentor, MentorCard
from tests.bank.builders import focus, subject
from tests.cast import TODAY


@pytest.fixture
def mentor(people, make_mentor):
    """Physics and class teaching."""
    return make_mentor(people["mentor"])


def put(mentor, **card):
    return workflow.put_card(mentor=mentor, card=card, by=None, on=TODAY)


def test_second_card_of_the_same_subject_and_direction_changes_the_first(mentor):
    put(mentor, subject=subject("Физика"), focus=focus("классное руководство"), page="https://a.example")
    assert mentor.cards.get().page == "https://a.example"


@pytest.mark.parametrize(
    "words",
    [("Физика", None), (None, "классное руководство"), ("Химия", "классное руководство")],
)
def test_each_combination_is_a_card_of_its_own(mentor, words):
    name, direction = words
    card = {"subject": name and subject(name), "focus": direction and focus(direction)}
    put(mentor, **card)
    put(mentor, **card)
    assert mentor.cards.count() == 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (("Физика", "классное руководство"), "Карточка с этим предметом и направлением уже есть."),
        (("Химия", None), "Карточка с этим предметом уже есть."),
        ((None, "работа с ИКТ"), "Карточка с этим направлением уже есть."),
        ((None, None), "Карточка без предмета и направления уже есть."),
    ],
)
def test_twin_of_a_card_is_refused_by_a_constraint(mentor, fields, message):
    name, direction = fields
    twin = {"mentor": mentor, "subject": name and subject(name), "focus": direction and focus(direction)}
    MentorCard.objects.get_or_create(**twin)
    with pytest.raises(ValidationError) as excinfo:
        MentorCard(**twin).full_clean()
    assert excinfo.value.messages == [message]


def test_card_that_becomes_like_another_is_refused(mentor):
    other = put(mentor, subject=subject("Химия"))
    changes = {"subject": subject("Физика"), "focus": focus("классное руководство")}
    with pytest.raises(ValidationError) as excinfo:
        workflow.change_card(card=other, changes=changes, by=None)
    assert excinfo.value.messages == ["Карточка с этим предметом и направлением уже есть."]


def test_withdrawn_card_is_not_found(mentor):
    assert Mentor.objects.with_card(subject=subject("Физика")).exists()
    workflow.withdraw_card(card=mentor.cards.get(), by=None, on=TODAY)
    assert not Mentor.objects.with_card(subject=subject("Физика")).exists()
    assert not Mentor.objects.search("физика").exists()
    assert mentor.cards.get().withdrawn_date == TODAY


def test_withdrawn_card_is_not_withdrawn_again(mentor):
    card = mentor.cards.get()
    workflow.withdraw_card(card=card, by=None, on=TODAY)
    with pytest.raises(ValidationError) as excinfo:
        workflow.withdraw_card(card=card, by=None, on=TODAY)
    assert excinfo.value.messages == ["Карточка уже снята 16.03.2026."]


def test_conditions_meet_in_one_card(mentor):
    put(mentor, subject=subject("Химия"), focus=focus("работа с ИКТ"))
    both = {"subject": subject("Химия"), "focus": focus("классное руководство")}
    assert not Mentor.objects.with_card(**both).exists()
    assert Mentor.objects.with_card(subject=subject("Химия"), focus=focus("работа с ИКТ")).get() == mentor


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("клёнова", True),
        ("КЛЕНОВА эмма", True),
        ("ёлкинская", True),
        ("елкинская физика", True),
        ("классное  РУКОВОДСТВО", True),
        ("клёнова химия", False),
        ("", True),
        ("%", False),
        ("_", False),
    ],
)
def test_search_asks_every_word_of_name_school_and_topics(mentor, text, is_found):
    assert Mentor.objects.search(text).exists() == is_found
