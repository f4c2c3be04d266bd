"""Computing an index: which, of which year, among which schools and from what."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from reports.index_forms import IndicatorFormSet, PopulationForm, RunChoiceForm, WellbeingForm, source_words
from reports.views.indices import IndexPage
from schools import years
from schools.enums import IndexKind
from schools.guards import refused
from schools.index_inputs import Source, characteristics, indicators, kinds_of, years_with_data
from schools.index_workflow import calculate
from schools.indices.runs import HIGHER


class NewRunView(IndexPage):
    """Two steps on one page: the address says what is computed, the form below from what."""

    change = True
    template_name = "reports/index_new.html"
    form: PopulationForm | None = None
    formset: BaseFormSet | None = None

    @cached_property
    def stored(self) -> list[int]:
        """The school years of which anything is stored."""
        return years_with_data(self.place)

    @cached_property
    def choice(self) -> RunChoiceForm:
        """What is computed: without an address ИОР of the latest year."""
        given = {name: value for name, value in self.request.GET.items() if value}
        latest = years.label(self.stored[0]) if self.stored else ""
        data = {"index": IndexKind.RESULTS.value, "year": latest, "municipality": self.place.pk, **given}
        form = RunChoiceForm(data, places=self.places, known_years=self.stored)
        form.is_valid()
        return form

    @cached_property
    def offered(self) -> list[Source]:
        """What there is to compute it from."""
        if self.choice.errors:
            return []
        year = years.parse(self.choice.cleaned_data["year"])
        find = indicators if self.is_results else characteristics
        return find(self.place, year)

    @property
    def is_results(self) -> bool:
        """Whether ИОР is computed."""
        return self.choice.cleaned_data.get("index") == IndexKind.RESULTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The choice, and the form of what it offers, with what was typed."""
        form, formset = self.form, self.formset
        if form is None and self.offered:
            form = self._form(None)
            formset = self._formset(None)
        named = {source.code: source for source in self.offered}
        return super().get_context_data(
            place=self.place,
            choice=self.choice,
            is_results=self.is_results,
            has_years=bool(self.stored),
            form=form,
            formset=formset,
            indicator_rows=[_row(named, row) for row in formset] if formset else [],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Compute, or show the form again with what was typed and what stands in the way."""
        if not self.offered:
            return refused(self.get(request, *args, **kwargs))
        self.form, self.formset = self._form(request.POST), self._formset(request.POST)
        valid = [shown.is_valid() for shown in (self.form, self.formset) if shown is not None]
        if not all(valid):
            return refused(self.get(request, *args, **kwargs))
        chosen = self.choice.cleaned_data
        try:
            run = calculate(
                municipality=self.place,
                year=years.parse(chosen["year"]),
                index=chosen["index"],
                parameters=self._parameters(),
                by=self.user,
                on=timezone.localdate(),
            )
        except ValidationError as error:
            self.form.add_error(None, error)
            return refused(self.get(request, *args, **kwargs))
        messages.success(request, "Расчёт сохранён. В записи школ он попадёт, когда вы его внесёте.")
        return redirect("reports:index_run", run.pk)

    def _form(self, data: Any) -> PopulationForm:
        kinds = kinds_of(self.place)
        if self.is_results:
            return PopulationForm(data, offered_kinds=kinds)
        return WellbeingForm(data, offered_kinds=kinds, offered=self.offered)

    def _formset(self, data: Any) -> BaseFormSet | None:
        if not self.is_results:
            return None
        initial = [{"source": source.code, "direction": HIGHER} for source in self.offered]
        return IndicatorFormSet(data, initial=initial, prefix="indicators")

    def _parameters(self) -> dict[str, Any]:
        """What `calculate` takes; an indicator without a weight is not in the set."""
        parameters = dict(self.form.cleaned_data) if self.form else {}
        if self.formset is not None:
            rows = [row.cleaned_data for row in self.formset]
            parameters["indicators"] = [row for row in rows if row.get("weight") is not None]
        return parameters


def _row(named: dict[str, Source], form: Any) -> dict[str, Any]:
    """A row of the set with the name and the data of its source."""
    source = named.get(str(form["source"].value()))
    if source is None:
        return {"form": form, "name": "Данные, которых больше нет", "words": ""}
    return {"form": form, "name": source.name, "words": source_words(source)}
