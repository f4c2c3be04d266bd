"""The one door through which ready HTML enters templates (decisions.md §7)."""

from typing import cast

from django.template import Template
from django.template.backends.django import Template as DjangoTemplate
from django.template.loader import get_template


class Markup(str):
    """HTML made by the portal itself: shown as it is, never built from what people typed without escaping."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell Django's autoescaping that this text is HTML already."""
        return str(self)


def template_of(name: str) -> Template:
    """The loaded template: after an edit another one, so that what is kept by it is drawn anew."""
    return cast(DjangoTemplate, get_template(name)).template
