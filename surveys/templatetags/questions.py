"""The card of a question, drawn once and kept (surveys.cards), and the mark of a sign-in (surveys.device)."""

from collections.abc import Iterable
from typing import Any

from django import template

from schools.markup import Markup
from surveys.cards import cards
from surveys.device.keeping import mark_of
from surveys.sheet import Question

register = template.Library()


@register.simple_tag(takes_context=True)
def question_cards(context: dict[str, Any], questions: Iterable[Question]) -> Markup:
    """Show questions with their answers."""
    return cards(questions, context.get("page"))


@register.simple_tag(takes_context=True)
def device_mark(context: dict[str, Any]) -> str:
    """Tell by what the pages kept on the device are known as those of this sign-in."""
    return mark_of(context["request"])
