"""Questions as HTML, each drawn once: a page joins ready cards (surveys_and_indicators.md §1.1).

A card depends on its question and on the one answer to it. A closed question has a dozen answers, so each
of its cards is drawn once a process and kept; of a question in words the parts around the words are. What
shows a mistake or an earlier answer is drawn anew. The cards are kept by the question itself, not by its
version: a draft that is edited has another question. Nobody's words are ever kept.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import uuid4

from django.template import Template
from django.template.loader import get_template
from django.utils.html import escape

from schools.markup import Markup, template_of
from surveys.catalogue import ItemDefinition
from surveys.sheet import Question, mark_of

TEMPLATE: Final = "surveys/_question.html"
# Far more than all questionnaires of an installation have: some hundred questions of a dozen answers.
_KEPT: Final = 20_000
# Stands for the words of an answer while the parts around them are drawn; no question holds it.
_WORDS: Final = uuid4().hex


class Parts(NamedTuple):
    """A question in words: HTML before the mark of its answer, between mark and words, after the words."""

    before: str
    between: str
    after: str


def cards(questions: Iterable[Question], page: Any = None) -> Markup:
    """The cards of questions; `page` tells which field takes the focus where something is wrong."""
    template = template_of(TEMPLATE)
    return Markup("".join(_card(template, question, page) for question in questions))


def _card(template: Template, question: Question, page: Any) -> Markup:
    if question.error or question.earlier or question.typed is not None:
        return _drawn(question, page)
    if not question.is_text:
        return _closed(template, question.item, question.value)
    before, between, after = _around_words(template, question.item)
    return Markup(f"{before}{question.seen}{between}{escape(question.text)}{after}")


def _drawn(question: Question, page: Any = None) -> Markup:
    return Markup(get_template(TEMPLATE).render({"question": question, "page": page}))


# `_template` tells a template that was edited from the one before.
@lru_cache(_KEPT)
def _closed(_template: Template, item: ItemDefinition, value: int | str | None) -> Markup:
    return _drawn(Question(item, value=value))


@lru_cache(_KEPT)
def _around_words(_template: Template, item: ItemDefinition) -> Parts:
    before, rest = str(_drawn(Question(item, value=_WORDS))).split(mark_of(_WORDS))
    return Parts(before, *rest.split(_WORDS))
