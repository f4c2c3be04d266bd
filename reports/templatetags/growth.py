"""Filters of the pages of diagnostics and deficits."""

from fractions import Fraction

from django import template

from reports.display import gap_words
from reports.record.growth import Change
from schools.russian import MINUS, NBSP, NO_VALUE, percent

register = template.Library()


@register.filter
def first_to_last(change: Change | None) -> str:
    """«50,0 % → 60,0 %»; «—» where nobody was tested twice."""
    return f"{percent(change.first)} → {percent(change.last)}" if change else NO_VALUE


@register.filter
def points(change: Change | None) -> str:
    """«+10,0 п.п.»."""
    return gap_words(change.points if change else None, is_share=True)


@register.filter
def points_figure(change: Change | None) -> str:
    """The figure of `points` alone, for big type that must not break: «+10,0»."""
    return points(change).removesuffix(f"{NBSP}п.п.")


@register.filter
def signed_percent(share: Fraction | None) -> str:
    """«+20,0 %», «−3,1 %», rounded towards zero like the points beside; «—» for None."""
    if share is None:
        return NO_VALUE
    return f"{MINUS if share < 0 else '+'}{percent(abs(share))}"
