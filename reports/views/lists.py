"""Lists of ШНОР and ШССУ: those of a school year, what changed between two of them, as Excel."""

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import xlsx_download
from reports.list_forms import CompareForm, ListsForm, is_plausible
from reports.record.school_lists import ListOfYear, lists_of_year, years_with_rows
from schools import years
from schools.enums import ListKind
from schools.forms import DATE_FORMATS
from schools.guards import AreaMixin
from schools.list_changes import Roll, compare, roll_of_document, roll_of_year
from schools.lists import AREA
from schools.models import Municipality, SchoolList, User

HEADINGS = ("Код ОО", "Школа", "Перечень", "Учебный год", "Приказ", "Исключена с")
WIDTHS = (12, 45, 10, 14, 45, 14)


def places_of(user: User, *, change: bool = False) -> list[Municipality]:
    """The municipalities whose lists the account sees, or keeps."""
    scope = user.access.scope(AREA, change=change)
    return list(Municipality.objects.filter(scope.q(municipality="pk")))


def chosen_place(user: User, places: list[Municipality], wanted: str | None) -> Municipality:
    """The municipality of the address, else the account's own, else the first; 404 outside the reach."""
    if wanted:
        found = next((place for place in places if str(place.pk) == wanted), None)
    else:
        own = user.access.municipality
        found = own if own in places else next(iter(places), None)
    if found is None:
        raise Http404("Такого муниципалитета среди видимых вам нет.")
    return found


class Choice(NamedTuple):
    """What a reader has chosen: whose lists, of which year, as the portal held them on which day."""

    form: ListsForm
    municipality: Municipality
    year: int
    on: date
    is_past: bool


def choice_of(request: HttpRequest) -> Choice:
    """Read the address: without a year that of the day asked for, else the latest that is stored."""
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    today = timezone.localdate()
    places = places_of(user)
    municipality = chosen_place(user, places, request.GET.get("municipality"))
    stored = years_with_rows(municipality)
    asked = _day(request.GET.get("as_of", ""))
    default = years.year_of(asked) if asked else next(iter(stored), years.year_of(today))
    data = {
        "year": years.label(default),
        "municipality": str(municipality.pk),
        **{name: value for name, value in request.GET.items() if value},
    }
    form = ListsForm(data, places=places, known_years={*stored, default, years.year_of(today)})
    form.is_valid()
    chosen = form.cleaned_data
    year = years.parse(chosen["year"]) if "year" in chosen else default
    on = chosen.get("as_of") or today
    return Choice(form, municipality, year, on, on < today)


def _day(typed: str) -> date | None:
    """The day as it is typed; None where it is none or far away: then the form says so."""
    try:
        day = forms.DateField(input_formats=DATE_FORMATS, required=False).clean(typed)
    except ValidationError:
        return None
    return day if day and is_plausible(day) else None


class ListsView(AreaMixin, TemplateView):
    """Both lists of a school year, what changed, what the classes point to, the orders."""

    area = AREA
    template_name = "reports/school_lists.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lists as the portal held them on the day."""
        choice = choice_of(self.request)
        user: User = self.request.user  # type: ignore[assignment]
        found = lists_of_year(choice.municipality, choice.year, choice.on)
        documents = SchoolList.objects.filter(municipality=choice.municipality, year=choice.year)
        may_change = user.access.scope(AREA, change=True).reaches(municipality=choice.municipality.pk)
        return super().get_context_data(
            choice=choice,
            form=choice.form,
            year=choice.year,
            lists=list(found.values()),
            documents=documents.select_related("created_by__person", "adopted_by__person"),
            may_change=may_change,
            may_edit=may_change and not choice.is_past,
            **kwargs,
        )


class ListsXlsxView(AreaMixin, View):
    """/reports/school-lists.xlsx: one list of the year as a workbook, as the page shows it."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The export stands in the journal."""
        choice = choice_of(request)
        kind = request.GET.get("kind", "")
        if choice.form.errors or kind not in ListKind.values:
            words = " ".join(str(item) for items in choice.form.errors.values() for item in items)
            return HttpResponseBadRequest(
                words or "Такого перечня нет: kind — low_results или hard_conditions.",
                content_type="text/plain; charset=utf-8",
            )
        found = lists_of_year(choice.municipality, choice.year, choice.on)[ListKind(kind)]
        rows = _rows(found)
        record(
            by=request.user,
            action="list.exported",
            target=choice.municipality,
            data={"kind": kind, "year": choice.year, "on": choice.on.isoformat(), "rows": len(rows)},
        )
        return workbook(f"{found.kind.label} {choice.year}-{choice.year + 1}", rows, f"{kind}-{choice.year}")


def _rows(found: ListOfYear) -> list[tuple[Any, ...]]:
    """The schools of the list, those taken off within the year after them."""
    name, year = found.kind.label, years.label(found.year)
    return [
        (line.school.code, line.school.name, name, year, line.order, line.ended)
        for line in (*found.standing, *found.removed)
    ]


def workbook(title: str, rows: list[tuple[Any, ...]], name: str) -> HttpResponse:
    """Send rows of a list under the headings that every such workbook has."""
    return xlsx_download(f"school-list-{name}", title, HEADINGS, rows, widths=WIDTHS)


class CompareView(AreaMixin, TemplateView):
    """What changed between two lists of a kind: of school years or of orders."""

    area = AREA
    template_name = "reports/school_lists_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without a choice the latest stored year beside the one before it."""
        user: User = self.request.user  # type: ignore[assignment]
        places = places_of(user)
        municipality = chosen_place(user, places, self.request.GET.get("municipality"))
        kind = self.request.GET.get("kind", "")
        documents = SchoolList.objects.filter(
            municipality=municipality, kind=kind if kind in ListKind.values else ListKind.LOW_RESULTS
        )
        stored = years_with_rows(municipality) or [years.year_of(timezone.localdate())]
        data = {
            "kind": str(ListKind.LOW_RESULTS.value),
            "from": years.label(stored[0] - 1),
            "to": years.label(stored[0]),
            "municipality": str(municipality.pk),
            **{name: value for name, value in self.request.GET.items() if value},
        }
        form = CompareForm(
            data, places=places, known_years={*stored, stored[0] - 1}, documents=list(documents)
        )
        changes = None
        if form.is_valid():
            chosen = form.cleaned_data
            sides = (_roll(municipality, chosen["kind"], chosen[name]) for name in ("from", "to"))
            changes = compare(*sides)
        return super().get_context_data(form=form, changes=changes, **kwargs)


def _roll(municipality: Municipality, kind: str, chosen: str) -> Roll:
    """The roll of a value of the form: «2025/2026» or «doc-12»."""
    if chosen.startswith("doc-"):
        lists = SchoolList.objects.filter(municipality=municipality, kind=kind)
        return roll_of_document(get_object_or_404(lists, pk=chosen.removeprefix("doc-")))
    return roll_of_year(municipality, kind, years.parse(chosen))
