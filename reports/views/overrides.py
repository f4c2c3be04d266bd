"""A rule of a school's class set by hand, and withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from reports.forms import OverrideForm
from reports.record.classes import computed_classes
from reports.views.schools import chosen_year
from schools import years
from schools.class_overrides import AREA, set_by_hand, signed, withdraw
from schools.enums import ClassRule
from schools.guards import AreaMixin, refused
from schools.models import ClassOverride, School, User
from schools.models.places import SchoolQuerySet
from schools.rulings import ANSWERS


def changeable(user: User) -> SchoolQuerySet:
    """The schools whose analysis the account may change."""
    scope = user.access.scope(AREA, change=True)
    return School.objects.filter(scope.q(municipality="municipality", school="pk"))


class OverrideView(AreaMixin, TemplateView):
    """The rules of a school in a year: the computed answer, the one set by hand, the form of a new one."""

    area = AREA
    change = True
    template_name = "reports/override.html"
    form: OverrideForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A school outside the reach of the account is not found."""
        school = self.school
        today = timezone.localdate()
        known = sorted({years.year_of(today), *school.years.values_list("year", flat=True)}, reverse=True)
        year = chosen_year(self.request, [years.year_of(today)])
        if self.form is not None:
            year = self.form.cleaned_data.get("year", year)
        form = self.form or OverrideForm(initial={"year": years.label(year)})
        overrides = list(
            school.class_overrides.filter(year=year).select_related("set_by__person", "withdrawn_by__person")
        )
        return super().get_context_data(
            school=school,
            year=year,
            other_years=[other for other in known if other != year],
            form=form,
            rules=_rules(school, year, overrides),
            past=[{"row": row, "signed": signed(row)} for row in overrides if row.withdrawn_at],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Set the rule, or show the form again with what was typed."""
        school = self.school
        self.form = OverrideForm(request.POST)
        if self.form.is_valid():
            typed = self.form.cleaned_data
            try:
                row = set_by_hand(school=school, by=request.user, on=timezone.localdate(), **typed)  # type: ignore[arg-type]
            except ValidationError as error:
                self.form.add_error(None, error)
            else:
                words = f"{row.get_rule_display()} — {ANSWERS[row.value]}"
                messages.success(request, f"Установлено вручную за {years.label(row.year)}: {words}.")
                return redirect(_address(school, row.year))
        return refused(self.get(request, *args, **kwargs))

    @cached_property
    def school(self) -> School:
        """The school, asked for once a request."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        found = changeable(user).select_related("municipality")
        return get_object_or_404(found, code=self.kwargs["code"])


class WithdrawOverrideView(AreaMixin, View):
    """Let the computed answer of a rule hold again."""

    area = AREA
    change = True

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
        """A row outside the reach of the account is not found."""
        school = get_object_or_404(changeable(request.user), code=code)  # type: ignore[arg-type]
        override = get_object_or_404(ClassOverride.objects.select_related("school"), pk=pk, school=school)
        try:
            withdraw(override=override, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Отменено: {override.get_rule_display()}. Действует ответ по расчёту.")
        return redirect(_address(school, override.year))


def _address(school: School, year: int) -> str:
    return reverse("reports:school_override", args=[school.code]) + f"?year={years.label(year)}"


def _rules(school: School, year: int, overrides: list[ClassOverride]) -> list[dict[str, Any]]:
    """Every rule with its computed answer and with what stands by hand."""
    today = timezone.localdate()
    computed = computed_classes([school.municipality], year, today)[school.code]
    standing = {row.rule: row for row in overrides if row.withdrawn_at is None}
    return [
        {
            "name": label,
            "answer": ANSWERS[getattr(computed, rule)],
            "why": computed.why[rule],
            "override": standing.get(rule),
            "signed": signed(standing[rule]) if rule in standing else "",
        }
        for rule, label in ClassRule.choices
    ]
