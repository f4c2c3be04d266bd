"""The card of a question, drawn once and kept (surveys.cards), and the mark of a sign-in (surveys.device)."""

from typing import Any

from django import template

from schools.markup import Markup
from surveys.cards import card
from surveys.device.keeping import mark_of
from surveys.sheet import Question

register = template.Library()


@register.simple_tag(takes_context=True)
def question_card(context: dict[str, Any], question: Question) -> Markup:
    """Show one question with its answer."""
    return card(question, context.get("page"))


@register.simple_tag(takes_context=True)
def device_mark(context: dict[str, Any]) -> str:
    """Tell by what the pages kept on the device are known as those of this sign-in."""
    return mark_of(context["request"])
