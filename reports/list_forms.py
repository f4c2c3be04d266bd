"""Forms of the lists of ШНОР and ШССУ: which list is shown, an order with its schools, a removal."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mentorship.spreadsheets.lookup import Lookup
from schools import years
from schools.enums import ListKind
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm
from schools.list_changes import Roll
from schools.lists import NAMED
from schools.models import Municipality, School, SchoolList

KINDS = [(str(kind.value), str(kind.label)) for kind in ListKind]
# A page of forms takes so long a text: a thousand codes with room to spare.
CODES_LENGTH = 40_000


# Days that a list can be asked for.
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def is_plausible(day: date) -> bool:
    """Whether a list can be asked for the day."""
    return EARLIEST <= day <= LATEST


def year_choices(known: Iterable[int]) -> list[tuple[str, str]]:
    """School years for a select, the latest first."""
    return [(years.label(year), years.label(year)) for year in sorted(set(known), reverse=True)]


class PlacedForm(PortalForm):
    """A form over lists; the municipality is asked only of who has several."""

    municipality = forms.ChoiceField(label="Муниципалитет", required=False)

    def __init__(self, *args: Any, places: Sequence[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(places) > 1:
            choices = [(str(place.pk), place.name) for place in places]
            self.fields["municipality"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["municipality"]


class OfDayMixin:
    """A form that asks for a day as `as_of`."""

    cleaned_data: dict[str, Any]

    def clean_as_of(self) -> date | None:
        """A day of the portal's time, not a slip of the keyboard."""
        day: date | None = self.cleaned_data["as_of"]
        if day and not is_plausible(day):
            raise ValidationError(f"Дата — от {EARLIEST:%d.%m.%Y} до {LATEST:%d.%m.%Y}.")
        return day


class ListsForm(OfDayMixin, PlacedForm):
    """The school year of the lists, and the day they are asked for."""

    year = forms.ChoiceField(label="Учебный год")
    as_of = forms.DateField(label="Как было записано на дату", required=False)

    field_order = ("year", "as_of", "municipality")

    def __init__(self, *args: Any, known_years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = year_choices(known_years)  # type: ignore[attr-defined]


class WhichListForm(PlacedForm):
    """Of which kind and school year a list is entered."""

    kind = forms.ChoiceField(label="Перечень", choices=KINDS)
    year = forms.ChoiceField(label="Учебный год")

    field_order = ("kind", "year", "municipality")

    def __init__(self, *args: Any, known_years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = year_choices(known_years)  # type: ignore[attr-defined]


class CompareForm(PlacedForm):
    """Two lists of one kind, each of a school year or of an order."""

    kind = forms.ChoiceField(label="Перечень", choices=KINDS)

    def __init__(
        self, *args: Any, known_years: Iterable[int], documents: Iterable[SchoolList], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        orders = [(f"doc-{item.pk}", f"{years.label(item.year)}: {item.order_words}") for item in documents]
        choices = [("Учебные годы", year_choices(known_years)), ("Приказы", orders)]
        for name, label in (("from", "Было"), ("to", "Стало")):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)
            self.fields[name].widget.attrs["class"] = "input"
        self.order_fields(("kind", "from", "to", "municipality"))


class OrderForm(PortalForm):
    """An order with its schools: ticked, or named by their codes."""

    number = forms.CharField(label="Номер приказа", max_length=50)
    date = forms.DateField(label="Дата приказа")
    issuer = forms.CharField(
        label="Кто издал", max_length=250, help_text="Регион и ведомство, например «Минобр области»."
    )
    schools = ChosenRowsField(School.objects.none(), label="Школы", required=False)
    codes = forms.CharField(
        label="Коды школ через запятую или с новой строки",
        required=False,
        max_length=CODES_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Добавятся к отмеченным. Можно вставить столбец из Excel.",
    )
    is_empty = forms.BooleanField(label="В приказе нет школ нашего муниципалитета", required=False)

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.fields["schools"].queryset = School.objects.filter(municipality=municipality)  # type: ignore[attr-defined]

    def clean_codes(self) -> list[School]:
        """The schools of the codes, whatever their spelling; unknown codes are named."""
        typed = self.cleaned_data["codes"].replace(";", ",").replace("\n", ",").replace("\t", ",")
        codes = list(dict.fromkeys(code.strip() for code in typed.split(",") if code.strip()))
        if not codes:
            return []
        known = Lookup(School.objects.filter(municipality=self.municipality), "code")
        unknown = [code for code in codes if known.find(code) is None]
        if unknown:
            more = f" и ещё {len(unknown) - NAMED}" if len(unknown) > NAMED else ""
            named = ", ".join(unknown[:NAMED])
            raise ValidationError(
                f"Школ с такими кодами в муниципалитете «{self.municipality}» нет: {named}{more}. "
                "Проверьте коды или сначала загрузите школы."
            )
        return [school for code in codes if (school := known.find(code))]

    def clean(self) -> dict[str, Any]:
        """A list without schools is meant so, not forgotten."""
        data = super().clean() or {}
        chosen = {*data.get("schools", ()), *data.get("codes", ())}
        data["chosen"] = chosen
        if "codes" in data and "schools" in data:
            if not chosen and not data.get("is_empty"):
                self.add_error("schools", "Отметьте школы или скажите ниже, что в приказе их нет.")
            if chosen and data.get("is_empty"):
                self.add_error("is_empty", f"Отмечены школы: {len(chosen)}. Снимите эту отметку или их.")
        return data

    def ticks(self, shown: Sequence[School], roll: Roll) -> list[tuple[School, bool]]:
        """The schools of the page and whether each is ticked: as it was sent, else as the roll has it."""
        if self.is_bound:
            sent = set(self.data.getlist("schools"))  # type: ignore[attr-defined]
            return [(school, str(school.pk) in sent) for school in shown]
        listed = {school.pk for school in roll.schools}
        return [(school, school.pk in listed) for school in shown]


class TakeOffForm(PortalForm):
    """From which day a school is off a list of its year, and by which order or for which reason."""

    kind = forms.ChoiceField(label="Перечень", choices=KINDS, widget=forms.RadioSelect)
    day = forms.DateField(label="Исключить с", help_text="Первый день вне перечня.")
    reason = forms.CharField(
        label="Основание",
        max_length=500,
        help_text="Приказ или причина: «приказ № 12 от 20.01.2026».",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, kinds: Sequence[ListKind], today: date, asked: str = "", **kwargs: Any
    ) -> None:
        kind = next((item for item in kinds if item == asked), next(iter(kinds), None))
        kwargs.setdefault("initial", {"kind": str(kind.value) if kind else "", "day": today})
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (str(kind.value), str(kind.label)) for kind in kinds
        ]


class PutBackForm(PortalForm):
    """Why a removal is undone."""

    reason = forms.CharField(label="Почему возвращается", max_length=500)
