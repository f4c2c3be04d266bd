"""«Удовлетворённость»: what both questionnaires say of a role, «ожидание → итог», masks applied."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from reports.survey_display import ComparedRow, YesRow, too_few
from reports.thresholds import smallest_group
from schools import years
from schools.forms import PortalForm
from schools.guards import AreaMixin
from schools.models import Municipality, School, User
from surveys.catalogue import ItemDefinition
from surveys.enums import Phase, Respondent
from surveys.models import Campaign
from surveys.results import (
    Group,
    compared_items,
    published_forms,
    survey_report,
    text_counts,
    texts_of,
    yes_items,
)

AREA = "survey_reports"
PAGE_SIZE = 50
ROLES = [(Respondent.MENTEE, "Наставляемые"), (Respondent.MENTOR, "Наставники")]


class SurveyFilterForm(PortalForm):
    """Whose answers of which year."""

    role = forms.ChoiceField(label="Чьи анкеты", choices=ROLES, required=False)
    year = forms.TypedChoiceField(label="Учебный год", coerce=int, required=False)
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", required=False, empty_label=None
    )

    def __init__(
        self, *args: Any, known: list[int], municipalities: QuerySet[Municipality], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, years.label(year)) for year in known]  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]
        if len(municipalities) < 2:  # noqa: PLR2004 - nothing to choose from
            del self.fields["municipality"]


class SurveysView(AreaMixin, TemplateView):
    """The report of one role, year and municipality; a school's roles see their own schools as one group."""

    area = AREA
    template_name = "reports/surveys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report in rows, and the free texts for those who may read them."""
        user: User = self.request.user  # type: ignore[assignment]
        on = timezone.localdate()
        group, form = self._choose(user)
        k = smallest_group(on, [group.municipality.pk] if group.municipality else [])
        report = survey_report(group, k)
        return super().get_context_data(
            form=form,
            group=group,
            role_words=dict(ROLES)[Respondent(group.role)],
            schools=School.objects.filter(pk__in=group.schools) if group.schools is not None else None,
            report=report,
            too_few=too_few(report),
            compared=_compared_rows(group.role, report),
            judged=[YesRow(item, report["yes"][item.code]) for item in yes_items(group.role)],
            k=k,
            **self._texts(user, group, k),
            **kwargs,
        )

    def _choose(self, user: User) -> tuple[Group, SurveyFilterForm]:
        """Read the address; what is not given or not known falls back to the first choice."""
        places = Municipality.objects.visible_to(user, AREA)
        this_year = years.year_of(timezone.localdate())
        campaigns = Campaign.objects.filter(municipality__in=places)
        stored = set(campaigns.order_by().values_list("year", flat=True))
        known = sorted({this_year, *stored}, reverse=True)
        form = SurveyFilterForm(self.request.GET, known=known, municipalities=places)
        chosen = form.cleaned_data if form.is_valid() else {}
        if "municipality" in form.errors:
            raise Http404("Такого муниципалитета нет среди ваших.")
        place = chosen.get("municipality") or places.first()
        role = chosen.get("role") or Respondent.MENTEE
        latest = this_year if this_year in stored else max(stored, default=this_year)
        year = chosen.get("year") or latest
        return Group(role, year, place, _own_schools(user, place)), form

    def _texts(self, user: User, group: Group, k: int) -> dict[str, Any]:
        """Free texts, shuffled and without authors, for the methodist and the head of the municipality."""
        place = group.municipality
        if place is None or not user.access.scope("campaigns").reaches(municipality=place.pk):
            return {"text_items": None}
        forms_of_role = published_forms(group.role)
        counts = text_counts(group, k)
        listed = [
            {"phase": phase, "item": item, "count": counts[phase, item.code]}
            for phase in (Phase.AFTER, Phase.BEFORE)
            for item in forms_of_role[phase].items
            if (phase, item.code) in counts
        ]
        phase, _, code = self.request.GET.get("texts", "").partition(".")
        shown = next((row for row in listed if (row["phase"], row["item"].code) == (phase, code)), None)
        texts = texts_of(group, phase, code, k) if shown else []
        page = Paginator(texts, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return {"text_items": listed, "text_item": shown, "page_obj": page}


def _own_schools(user: User, place: Municipality | None) -> frozenset[int] | None:
    """The schools a role of a school is bound to; None where the whole municipality is open."""
    scope = user.access.scope(AREA)
    if place is None or scope.everywhere or place.pk in scope.municipalities:
        return None
    own = School.objects.filter(pk__in=scope.schools, municipality=place)
    return frozenset(own.values_list("pk", flat=True))


def _compared_rows(role: str, report: dict[str, Any]) -> list[ComparedRow]:
    """The questions asked both times, each with the wording of both."""
    before = {item.code: item for item in published_forms(role)[Phase.BEFORE].items}
    return [
        ComparedRow(item, _partner(item, before), report["items"][item.code]) for item in compared_items(role)
    ]


def _partner(item: ItemDefinition, before: dict[str, ItemDefinition]) -> str:
    return before[item.paired_with.partition(".")[2]].text
