"""Filters of the reports on questionnaires."""

from django import template

from reports.survey_reports.display import number

register = template.Library()


@register.filter
def figure(value: float | None) -> str:
    """A median with a comma: 8.5 → «8,5», None → «—»."""
    return number(value)
