"""Forms that are asked once, chosen by the address beside year and municipality."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, QueryDict

from reports.survey_reports.choice import Choice
from schools.forms import dress
from surveys.enums import Phase
from surveys.models import Campaign, Questionnaire


def asked_forms(choice: Choice) -> list[Questionnaire]:
    """The forms asked once that the municipality has ever asked, by title; one query."""
    asked = Campaign.objects.published().filter(municipality=choice.group.municipality)
    found = Questionnaire.objects.filter(phase=Phase.ONCE, pk__in=asked.values("questionnaire"))
    return list(found.order_by("title"))


def with_single_form(choice: Choice, data: QueryDict) -> Choice:
    """The choice of the form that the address names, else the choice as it is; 404 for an unknown form."""
    code = data.get("form", "")
    if not code:
        return choice
    found = next((form for form in asked_forms(choice) if form.code == code), None)
    if found is None:
        raise Http404("Такой анкеты здесь не спрашивали.")
    return of_form(choice, found)


def of_form(choice: Choice, questionnaire: Questionnaire) -> Choice:
    """The same year and municipality, asked with this form."""
    for name in ("role", "school"):
        choice.form.fields.pop(name, None)
    choice.form.fields["form"] = forms.CharField(widget=forms.HiddenInput, initial=questionnaire.code)
    group = replace(choice.group, role=questionnaire.role, school=None, form=questionnaire.code)
    return replace(choice, group=group, single_title=questionnaire.title)


def offer_forms(choice: Choice, known: list[Questionnaire]) -> None:
    """Let one of the forms be chosen in the filter."""
    field: Any = forms.ChoiceField(label="Анкета", choices=[(row.code, row.title) for row in known])
    dress(field)
    choice.form.fields = {"form": field, **choice.form.fields} | {"form": field}


def campaign_of(choice: Choice) -> Campaign | None:
    """The campaign that asked the chosen form in the chosen year."""
    rows = Campaign.objects.published().select_related("questionnaire", "version")
    return rows.filter(
        questionnaire__code=choice.group.form, municipality=choice.group.municipality, year=choice.group.year
    ).first()
