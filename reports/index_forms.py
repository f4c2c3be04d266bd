"""Forms of the indices of schools: what to compute, from what, and where an imported index comes from."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from reports.list_forms import PlacedForm, year_choices
from schools.enums import IndexKind
from schools.forms import PortalForm, PortalModelForm
from schools.index_inputs import Source
from schools.indices.regression import SCHOOLS_PER_CHARACTERISTIC
from schools.indices.runs import HIGHER, LOWER
from schools.indices.spelling import plain
from schools.models import IndexStudy, SchoolKind
from schools.russian import plural

DIRECTIONS = [(HIGHER, "чем больше, тем лучше"), (LOWER, "чем меньше, тем лучше")]


class WhoseForm(PlacedForm):
    """Whose indices; the field is there only for those who see several municipalities."""


class RunChoiceForm(PlacedForm):
    """Which index of which year is computed; part of the address."""

    index = forms.ChoiceField(label="Индекс", choices=IndexKind)
    year = forms.ChoiceField(label="Учебный год")

    field_order = ("index", "year", "municipality")

    def __init__(self, *args: Any, known_years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = year_choices(known_years)  # type: ignore[attr-defined]


class PopulationForm(PortalForm):
    """Among which schools the index is computed."""

    kinds = forms.MultipleChoiceField(
        label="Виды школ",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ничего не отмечено — считаются все школы муниципалитета, у которых есть данные.",
    )

    def __init__(self, *args: Any, offered_kinds: Iterable[SchoolKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.key, kind.name) for kind in offered_kinds]  # type: ignore[attr-defined]


class WellbeingForm(PopulationForm):
    """The characteristics of ИСБШ."""

    characteristics = forms.MultipleChoiceField(
        label="Характеристики",
        widget=forms.CheckboxSelectMultiple,
        help_text=f"На каждую нужно не меньше {SCHOOLS_PER_CHARACTERISTIC} школ с полными данными.",
        error_messages={"required": "Отметьте хотя бы одну характеристику."},
    )

    def __init__(self, *args: Any, offered: Iterable[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["characteristics"].choices = [  # type: ignore[attr-defined]
            (source.code, f"{source.name} ({source_words(source)})") for source in offered
        ]


class IndicatorForm(PortalForm):
    """One indicator of ИОР: without a weight it is not in the set."""

    source = forms.CharField(widget=forms.HiddenInput)
    weight = forms.DecimalField(label="Вес", required=False, localize=True, max_digits=18, decimal_places=6)
    direction = forms.ChoiceField(label="Направление", choices=DIRECTIONS)
    low = forms.DecimalField(
        label="Нижняя граница", required=False, localize=True, max_digits=18, decimal_places=6
    )
    high = forms.DecimalField(
        label="Верхняя граница", required=False, localize=True, max_digits=18, decimal_places=6
    )

    def clean(self) -> dict[str, Any]:
        """Bounds of what is not in the set are a slip."""
        data = super().clean() or {}
        has_bounds = any(data.get(side) is not None for side in ("low", "high"))
        if has_bounds and data.get("weight") is None and "weight" not in self.errors:
            self.add_error("weight", "Границы заданы, а веса нет: укажите вес или очистите границы.")
        return data


IndicatorFormSet: type[BaseFormSet] = formset_factory(IndicatorForm, extra=0)


class SourceForm(PortalModelForm):
    """Where an imported index comes from."""

    class Meta:
        model = IndexStudy
        fields = ("study", "order", "population")


def source_words(source: Source) -> str:
    """«есть у 14 школ, от 0,31 до 0,92»."""
    low, high = (plain(value).replace(".", ",").replace("-", "−") for value in (source.low, source.high))
    schools = plural(source.schools, "школы", "школ", "школ")
    spread = f"у всех {low}" if low == high else f"от {low} до {high}"
    return f"есть у {source.schools}\xa0{schools}, {spread}"
