"""Cards of questions: drawn once and kept, and always what the template would draw."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from surveys import cards
from surveys.catalogue import load_catalogue
from surveys.sheet import Question

ITEMS = [item for form in load_catalogue() for item in form.items]
WORDS = ["", "Поддержки\r\nи <b>покоя</b> & «тишины»", '"><script>alert(1)</script>']


def drawn(question):
    return render_to_string(cards.TEMPLATE, {"question": question})


def card(question):
    return cards.cards([question])


def answers_of(item):
    if not item.options:
        return [None, *WORDS]
    return [None, *(option.value for option in item.options), *(["dk"] if item.allows_dont_know else [])]


def test_every_card_is_what_the_template_draws():
    for item in ITEMS:
        for value in answers_of(item):
            question = Question(item, value=value)
            assert card(question) == drawn(question), (item.code, value)


def test_closed_card_is_drawn_once_an_answer():
    item = next(item for item in ITEMS if item.kind == "scale")
    card(Question(item, value=7))
    known = cards._closed.cache_info().misses
    assert card(Question(item, value=7)) == card(Question(item, value=7))
    assert cards._closed.cache_info().misses == known
    assert card(Question(item, value=7)) != card(Question(item, value=8))


@pytest.mark.parametrize(
    "more", [{"error": "Допустимо: «да» или «нет»."}, {"typed": "одиннадцать"}, {"earlier": "Помощи <b>"}]
)
def test_mistakes_and_earlier_answers_are_drawn_anew(more):
    item = next(item for item in ITEMS if item.kind == "text_long")
    question = Question(item, value="да", **more)
    assert card(question) == drawn(question) != card(Question(item, value="да"))


def test_edited_question_has_a_card_of_its_own():
    item = next(item for item in ITEMS if item.kind == "scale")
    edited = replace(item, text="Насколько вы <довольны>?")
    assert card(Question(edited, value=7)) == drawn(Question(edited, value=7))
    assert "&lt;довольны&gt;" in card(Question(edited, value=7))


def test_words_of_people_are_not_kept():
    item = next(item for item in ITEMS if item.kind == "text_long")
    card(Question(item, value="Совершенно личное"))
    kept = cards._around_words(cards.get_template(cards.TEMPLATE).template, item)
    assert "Совершенно личное" not in "".join(kept)
