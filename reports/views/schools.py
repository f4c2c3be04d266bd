"""Schools: the list with their classes, and one school over the years (contract §2, §5)."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.views.generic import TemplateView

from mentorship.spreadsheets.words import fold
from reports.record import class_display
from reports.record.classes import school_classes
from schools import years
from schools.enums import ListKind
from schools.forms import PortalForm
from schools.guards import AreaMixin
from schools.models import Municipality, School, SchoolYear, User
from schools.rating import SchoolClass

PAGE_SIZE = 50
AREA = "school_reports"
ANY = ("", "Все школы")
FLAGS = {"low": ("ШНОР", Q(has_low_results=True)), "hard": ("ШССУ", Q(has_hard_conditions=True))}
CLASSES = {
    "risk": "В зоне риска",
    "stable_low": "Стабильно низкие результаты",
    "stable_high": "Стабильно высокие результаты",
    "effective": "Эффективные школы",
}


class SchoolFilterForm(PortalForm):
    """What a reader looks for among the schools."""

    q = forms.CharField(label="Школа или код", required=False, max_length=100)
    year = forms.ChoiceField(label="Учебный год", required=False)
    flag = forms.ChoiceField(
        label="Признак",
        required=False,
        choices=[ANY, *((code, words) for code, (words, _) in FLAGS.items()), *CLASSES.items()],
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", required=False, empty_label="Все"
    )

    def __init__(
        self, *args: Any, stored_years: list[int], municipalities: QuerySet[Municipality], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = [years.label(year) for year in stored_years]
        self.fields["year"].choices = [(label, label) for label in labels]  # type: ignore[attr-defined]
        if len(municipalities) > 1:
            self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]
        else:
            del self.fields["municipality"]


class SchoolsView(AreaMixin, TemplateView):
    """The schools in sight with their indices, flags and classes of a year."""

    area = AREA
    template_name = "reports/schools.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty schools a page; the classes are those within each municipality."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        today = timezone.localdate()
        stored = stored_years(user)
        places = Municipality.objects.visible_to(user, AREA)
        year = chosen_year(self.request, stored)
        data = {**self.request.GET.dict(), "year": years.label(year)}
        form = SchoolFilterForm(data, stored_years=stored or [year], municipalities=places)
        form.is_valid()
        classes = school_classes(list(places), year, today)
        schools = School.objects.visible_to(user, AREA).select_related("kind")
        found = filtered(schools, form.cleaned_data, year, classes)
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            year=year,
            page_obj=page,
            rows=_rows(list(page.object_list), year, classes),
            summary=_summary(schools, year, classes),
            is_filtered=any(form.cleaned_data.get(name) for name in ("q", "flag", "municipality")),
            **kwargs,
        )


def stored_years(user: User) -> list[int]:
    """School years of which anything is stored in sight, the latest first."""
    rows = SchoolYear.objects.visible_to(user, AREA).order_by()
    return sorted(rows.values_list("year", flat=True).distinct(), reverse=True)


def chosen_year(request: HttpRequest, stored: list[int]) -> int:
    """The year of the address, else the latest that is stored, else the one that runs."""
    try:
        return years.parse(request.GET.get("year", ""))
    except ValueError:
        return stored[0] if stored else years.year_of(timezone.localdate())


def filtered(
    schools: QuerySet[School], chosen: dict[str, Any], year: int, classes: dict[str, SchoolClass]
) -> QuerySet[School]:
    """The schools that the form asks for."""
    if words := chosen.get("q"):
        schools = schools.filter(Q(name_key__contains=fold(words)) | Q(code__icontains=words.strip()))
    if municipality := chosen.get("municipality"):
        schools = schools.filter(municipality=municipality)
    flag = chosen.get("flag")
    if flag in FLAGS:
        of_year = SchoolYear.objects.filter(FLAGS[flag][1], year=year)
        schools = schools.filter(pk__in=of_year.order_by().values("school"))
    elif flag in CLASSES:
        schools = schools.filter(code__in=[code for code, held in classes.items() if _belongs(held, flag)])
    return schools


def _belongs(school_class: SchoolClass, flag: str) -> bool:
    if flag == "risk":
        return class_display.is_at_risk(school_class)
    return bool(getattr(school_class, flag))


def _rows(schools: list[School], year: int, classes: dict[str, SchoolClass]) -> list[dict[str, Any]]:
    """The schools of a page with their year and class: one query."""
    stored = {row.school_id: row for row in SchoolYear.objects.filter(school__in=schools, year=year)}
    return [
        {"school": school, "year": stored.get(school.pk), **class_context(classes[school.code])}
        for school in schools
    ]


def class_context(school_class: SchoolClass) -> dict[str, Any]:
    """A class as templates show it."""
    source = school_class.quartile_source
    return {
        "quartile": class_display.quartile_words(school_class.quartile, source),
        "quartile_phrase": class_display.quartile_phrase(school_class.quartile, source),
        "quartile_why": school_class.why["quartile"],
        "wellbeing_why": school_class.why["wellbeing_quartile"],
        "wellbeing_phrase": class_display.quartile_phrase(school_class.wellbeing_quartile, None),
        "marks": class_display.marks(school_class),
        "held": class_display.held(school_class),
        "unknown": class_display.unknown_count(school_class),
    }


def _summary(schools: QuerySet[School], year: int, classes: dict[str, SchoolClass]) -> dict[str, int]:
    """The sentence over the list: how many of the schools in sight are what."""
    codes = set(schools.order_by().values_list("code", flat=True))
    seen = [school_class for code, school_class in classes.items() if code in codes]
    low = SchoolYear.objects.filter(school__in=schools.order_by(), year=year).listed(ListKind.LOW_RESULTS)
    return {
        "schools": len(codes),
        "low": low.count(),
        "risk": sum(class_display.is_at_risk(item) for item in seen),
        "effective": sum(bool(item.effective) for item in seen),
    }
