"""Tags and filters that every template has at hand (a template builtin: no `{% load %}` needed)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, RadioSelect, Widget
from django.shortcuts import resolve_url
from django.utils.html import conditional_escape

from schools import icons, russian, years
from schools.forms import applied_filters, error_list
from schools.help.glossary import term_of
from schools.markup import Markup

register = template.Library()


@register.simple_tag
def icon(name: str) -> Markup:
    """Draw an icon of `schools.icons` beside a word: `{% icon "plus" %}Добавить`."""
    return icons.svg(name)


@register.simple_tag
def note_icon(tone: str) -> Markup:
    """Draw the icon of a note: `ok`, `warn`, `bad`, `quiet` or nothing."""
    return icons.svg(icons.TONE_ICONS[tone])


@register.simple_tag
def status(tone: str, icon_name: str, words: str, *, pill: bool = True) -> Markup:
    """Write a state as icon, word and colour: `{% status "ok" "done" "действует" %}`; plain in tables."""
    classes = " ".join(filter(None, ("status", "pill" if pill else "", tone)))
    return Markup(f'<span class="{classes}">{icons.svg(icon_name)}{conditional_escape(words)}</span>')


@register.filter
def year_label(year: int | None) -> str:
    """2025 → «2025/2026»."""
    return russian.NO_VALUE if year is None else years.label(year)


@register.filter
def ru_plural(count: int, forms: str) -> str:
    """Choose the form of a noun: `{{ n }} {{ n|ru_plural:"наставник,наставника,наставников" }}`."""
    one, few, many = forms.split(",")
    return russian.plural(int(count), one, few, many)


@register.filter
def percent(share: russian.Share | None) -> str:
    """0.85 → «85,0 %», rounded down; None → «—»."""
    return russian.percent(share)


@register.filter
def initials(name: object) -> str:
    """Климова Елена Сергеевна → «ЕК»; takes a person or a full name."""
    return russian.initials(str(name))


@register.filter
def short_name(name: object) -> str:
    """Климова Елена Сергеевна → «Климова Е. С.»; takes a person or a full name."""
    return russian.short_name(str(name))


@register.filter
def day_month(day: date | None) -> str:
    """2025-11-14 → «14 ноября»."""
    return russian.day_month(day)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Show a form field with label, control, hint and errors: `{% field form.topic %}`."""
    return {"field": bound, "kind": _kind(bound.field.widget)}


def _kind(widget: Widget) -> str:
    """Tell the markup of a control: one tick, a group of choices, or a plain control."""
    if isinstance(widget, CheckboxInput):
        return "tick"
    return "group" if isinstance(widget, RadioSelect) else "control"


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet) -> dict[str, Any]:
    """Sum up what is wrong on top of a page, each line leading to its field: `{% error_summary form %}`."""
    return {"errors": error_list(*forms)}


@register.inclusion_tag("components/applied.html", takes_context=True)
def applied(context: dict, form: BaseForm) -> dict[str, Any]:
    """Show what a GET form filters by as removable words: `{% applied filter.form %}`."""
    request = context["request"]
    return {"filters": applied_filters(form, request.GET), "path": request.path}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*steps: Any) -> dict[str, Any]:
    """Show the way to a page: `{% crumbs "pairs:list" "Пары и группы" "Пара № 37" %}`.

    An address (URL name, path or object with a page) goes before its words; the last words are this page.
    """
    *above, here = steps
    return {"links": list(_links(above)), "here": here}


def _links(steps: list[Any]) -> Iterable[tuple[str, object]]:
    """Pair addresses with words."""
    for address, words in zip(steps[::2], steps[1::2], strict=True):
        yield resolve_url(address), words


@register.inclusion_tag("components/term.html")
def term(name: str, shown: str = "") -> dict[str, Any]:
    """Write a term with its meaning: `{% term "ШНОР" %}`, `{% term "Зона риска" "в зоне риска" %}`.

    HTML lets it stand inside `<div>`, `<li>`, `<th>`, `<dt>`, but not inside `<p>`.
    """
    return {"term": term_of(name), "shown": shown or name}


@register.filter
def may_see(access: Any, area: str) -> bool:
    """Whether an account sees an area of the table: `{% if user.access|may_see:"bank" %}`."""
    return bool(access.may_see(area))


@register.filter
def may_change(access: Any, area: str) -> bool:
    """Whether an account changes an area of the table."""
    return bool(access.may_change(area))
