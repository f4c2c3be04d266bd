"""Where ИОР and ИСБШ come from, year by year: studies outside and runs of the portal."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from reports.index_forms import SourceForm, WhoseForm
from reports.views.lists import chosen_place
from schools import years
from schools.enums import IndexKind
from schools.guards import AreaMixin, refused
from schools.index_sources import record_source, sources
from schools.index_workflow import FIELD
from schools.models import IndexRun, IndexStudy, Municipality, SchoolYear, User

AREA = "school_analysis"
PAGE_SIZE = 50


@dataclass(frozen=True)
class Origin:
    """An index of a year: how many schools have it of how many, its source, what disagrees with the run."""

    year: int
    index: IndexKind
    held: int
    schools: int
    study: IndexStudy | None
    changed: int


class IndexPage(AreaMixin, TemplateView):
    """A page of the indices of one municipality, which the address names where there are several."""

    area = AREA

    @cached_property
    def user(self) -> User:
        """The reader; AreaMixin lets in nobody without an account."""
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def places(self) -> list[Municipality]:
        """The municipalities in sight, of a page that changes something those within reach."""
        scope = self.user.access.scope(AREA, change=self.change)
        return list(Municipality.objects.filter(scope.q(municipality="pk")))

    @cached_property
    def place(self) -> Municipality:
        """The municipality of the page; another one's is not found."""
        return chosen_place(self.user, self.places, self.request.GET.get("municipality"))

    def may_change(self, place: Municipality) -> bool:
        """Whether the account computes and records here."""
        return self.user.access.scope(AREA, change=True).reaches(municipality=place.pk)


class IndicesView(IndexPage):
    """Every stored year with the sources of its two indices, and the runs there are."""

    template_name = "reports/indices.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Origins, the latest year first, and fifty runs a page."""
        runs = IndexRun.objects.filter(municipality=self.place).defer("parameters", "inputs", "results")
        runs = runs.select_related("created_by__person", "applied_by__person")
        several = len(self.places) > 1
        return super().get_context_data(
            place=self.place,
            form=WhoseForm({"municipality": self.place.pk}, places=self.places) if several else None,
            origins=origins(self.place),
            page_obj=Paginator(runs, PAGE_SIZE).get_page(self.request.GET.get("page")),
            may_change_here=self.may_change(self.place),
            **kwargs,
        )


def origins(place: Municipality) -> list[Origin]:
    """Both indices of every year that has a school's record or a source; three queries."""
    rows = SchoolYear.objects.filter(school__municipality=place).order_by()
    by_year: dict[int, list[dict[str, Any]]] = {}
    for row in rows.values("year", "school__code", *FIELD.values()):
        by_year.setdefault(row["year"], []).append(row)
    recorded = sources(place, range(min(by_year), max(by_year) + 1)) if by_year else {}
    results = _results([study for study in recorded.values() if study.run_id])
    found = []
    for year in sorted(by_year, reverse=True):
        for index in IndexKind:
            field, study = FIELD[index.value], recorded.get((year, index.value))
            held = {row["school__code"]: row[field] for row in by_year[year]}
            changed = _changed(results.get(study.run_id, {}), held) if study and study.run_id else 0
            count = sum(value is not None for value in held.values())
            found.append(Origin(year, index, count, len(held), study, changed))
    return found


def _results(studies: list[IndexStudy]) -> dict[int, dict[str, str]]:
    """The indices of the runs that are sources, by run and Код ОО; one query."""
    runs = IndexRun.objects.filter(pk__in=[study.run_id for study in studies]).order_by()
    return {
        pk: {row["code"]: row["index"] for row in results["indices"]}
        for pk, results in runs.values_list("pk", "results")
    }


def _changed(results: dict[str, str], held: dict[str, Decimal | None]) -> int:
    """How many schools hold something else than the run gave them."""
    return sum(held[code] != Decimal(index) for code, index in results.items() if code in held)


class IndexSourceView(IndexPage):
    """Write down which study an imported index of a year comes from."""

    change = True
    template_name = "reports/index_source.html"
    form: SourceForm | None = None

    @cached_property
    def chosen(self) -> tuple[int, IndexKind]:
        """The year and the index of the address; 404 for others, and where no school has a record."""
        try:
            year = years.parse(self.request.GET.get("year", ""))
            index = IndexKind(self.request.GET.get("index", ""))
        except ValueError:
            raise Http404("Такого индекса или учебного года нет.") from None
        if not SchoolYear.objects.filter(school__municipality=self.place, year=year).exists():
            raise Http404("За этот учебный год записей школ нет.")
        return year, index

    @cached_property
    def held(self) -> IndexStudy | None:
        """What is recorded now."""
        year, index = self.chosen
        return sources(self.place, [year]).get((year, index.value))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with what is recorded, or with what was typed."""
        year, index = self.chosen
        return super().get_context_data(
            place=self.place,
            year=year,
            index=index,
            held=self.held,
            form=self.form or SourceForm(instance=self._blank_if_computed()),
            **kwargs,
        )

    def _blank_if_computed(self) -> IndexStudy | None:
        """The portal's own words are no draft for those of a study."""
        return None if self.held is None or self.held.run_id else self.held

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Store it, or show the form again with what was typed."""
        if not self.may_change(self.place):
            raise PermissionDenied
        year, index = self.chosen
        self.form = SourceForm(request.POST)
        if not self.form.is_valid():
            return refused(self.get(request, *args, **kwargs))
        try:
            record_source(
                municipality=self.place, year=year, index=index, by=self.user, on=timezone.localdate(),
                **self.form.cleaned_data,
            )  # fmt: skip
        except ValidationError as error:
            self.form.add_error(None, error)
            return refused(self.get(request, *args, **kwargs))
        messages.success(request, f"Источник записан: {index.label}, {years.label(year)}.")
        return redirect(addressed("reports:indices", self.place))


def addressed(name: str, place: Municipality) -> str:
    """The address of a page of the municipality."""
    return f"{reverse(name)}?municipality={place.pk}"
