"""What a reader of the pages about many schools has chosen: day, year, municipality, filters, order."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from mentorship.spreadsheets.words import fold
from reports.record.asking import Asked, AskingForm, asked, asked_day
from reports.record.picture import stored_years
from reports.record.school_table import CLASSES, FLAGS, QUARTILE_CHOICES, Order, Wanted
from schools import years
from schools.limits import LONGEST_SEARCH
from schools.models import Municipality, SchoolKind, User

_UNKNOWN_PLACE = {"invalid_choice": "Такого муниципалитета нет среди ваших. Выберите его из списка."}


class PlaceForm(AskingForm):
    """The day, the year and, where there are several, the municipality."""

    municipality = forms.ChoiceField(label="Муниципалитет", required=False, error_messages=_UNKNOWN_PLACE)
    field_order = ["year", "since", "municipality", "as_of"]

    def __init__(self, *args: Any, places: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(places) > 1:
            names = [(place.name, place.name) for place in places]
            self.fields["municipality"].choices = [("", "Все"), *names]  # type: ignore[attr-defined]
        else:
            del self.fields["municipality"]


class SchoolFilterForm(PlaceForm):
    """What a reader looks for among the schools; the order of the table is kept with it."""

    q = forms.CharField(label="Школа или код", required=False, max_length=LONGEST_SEARCH)
    flag = forms.ChoiceField(
        label="Признак",
        required=False,
        choices=[
            ("", "Все школы"),
            *((code, kind.label) for code, kind in FLAGS.items()),
            *CLASSES.items(),
        ],
    )
    quartile = forms.ChoiceField(
        label="Квартиль ИОР", required=False, choices=[("", "Все"), *QUARTILE_CHOICES]
    )
    kind = forms.ChoiceField(label="Вид", required=False)
    no_index = forms.BooleanField(label="Без ИОР", required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["q", "year", "flag", "quartile", "kind", "municipality", "as_of", "no_index"]

    def __init__(self, *args: Any, kinds: list[SchoolKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "Все"), *((str(kind.pk), kind.name) for kind in kinds)
        ]  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """The choice; a value that is refused filters nothing and stands among the form's errors."""

    asked: Asked
    form: AskingForm
    places: list[Municipality]
    today: date
    kinds: list[SchoolKind] = field(default_factory=list)

    @property
    def on(self) -> date:
        """The day the schools are shown as at."""
        return self.asked.on

    @property
    def year(self) -> int:
        """The school year that is shown."""
        return self.asked.year

    @property
    def refusal(self) -> str:
        """What is wrong with the address, in sentences; "" where nothing is."""
        return " ".join(str(message) for messages in self.form.errors.values() for message in messages)

    @property
    def chosen_places(self) -> list[Municipality]:
        """The municipality that is chosen, else all in sight."""
        words = self._cleaned("municipality")
        return [place for place in self.places if not words or place.key == fold(words)]

    @property
    def whole(self) -> str:
        """What is shown, in words: a municipality, or how many."""
        chosen = self.chosen_places
        return chosen[0].name if len(chosen) == 1 else f"муниципалитетов: {len(chosen)}"

    @property
    def wanted(self) -> Wanted:
        """The filters of the table."""
        place = self.chosen_places[0].pk if self._cleaned("municipality") else None
        kind = self._cleaned("kind")
        return Wanted(
            words=self._cleaned("q").strip(),
            flag=self._cleaned("flag"),
            quartile=self._cleaned("quartile"),
            kind=int(kind) if kind else None,
            municipality=place,
            without_index=bool(self._cleaned("no_index")),
        )

    @property
    def order(self) -> Order:
        """The order of the table."""
        return Order.read(self._cleaned("sort"))

    @property
    def in_words(self) -> dict[str, str]:
        """What was asked for, for the journal."""
        given = {name: str(value) for name, value in self.form.cleaned_data.items() if value}
        return {**given, "year": years.label(self.year), "as_of": self.on.isoformat()}

    def _cleaned(self, name: str) -> Any:
        return self.form.cleaned_data.get(name) or ""


def table_choice(user: User, area: str, data: QueryDict) -> Choice:
    """Read the address of the table of schools."""
    choice, given = _begun(user, area, data)
    kinds = list(SchoolKind.objects.order_by("key"))
    form = SchoolFilterForm(data.dict() | given, kinds=kinds, **_kept(choice))
    form.is_valid()
    return Choice(choice.asked, form, choice.places, choice.today, kinds)


def place_choice(user: User, area: str, data: QueryDict) -> Choice:
    """Read the address of the map."""
    choice, given = _begun(user, area, data)
    form = PlaceForm(data.dict() | given, **_kept(choice))
    form.is_valid()
    return Choice(choice.asked, form, choice.places, choice.today)


def _begun(user: User, area: str, data: QueryDict) -> tuple[Choice, dict[str, str]]:
    """The day and the year, and what the form shows where the address gives none."""
    today = timezone.localdate()
    places = list(Municipality.objects.visible_to(user, area))
    known = stored_years(user, area, asked_day(data, today), today)
    found = asked(data, today, known)
    shown = found.form.data["year"]
    return Choice(found, found.form, places, today), {"year": shown}


def _kept(choice: Choice) -> dict[str, Any]:
    """What the day and the year were read with, for the larger form."""
    offered: Any = choice.asked.form.fields["year"]
    known = [years.parse(label) for label, _ in offered.choices]
    return {"today": choice.today, "known_years": known, "places": choice.places}


class SpanForm(PlaceForm):
    """Two school years to set side by side."""

    since = forms.ChoiceField(
        label="Было",
        required=False,
        error_messages={"invalid_choice": "Такого учебного года нет. Выберите год из списка."},
    )
    field_order = ["since", "year", "municipality", "as_of"]

    def __init__(self, *args: Any, known_years: list[int], before: int, **kwargs: Any) -> None:
        super().__init__(*args, known_years=known_years, **kwargs)
        self.fields["year"].label = "Стало"
        labels = [years.label(year) for year in sorted({*known_years, before}, reverse=True)]
        self.fields["since"].choices = [(label, label) for label in labels]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a start that is no earlier than the end."""
        chosen = super().clean() or {}
        since, year = chosen.get("since"), chosen.get("year")
        if since and year and years.parse(since) >= years.parse(year):
            self.add_error("since", "Год «было» должен быть раньше года «стало». Выберите более ранний.")
        return chosen


def span_choice(user: User, area: str, data: QueryDict) -> tuple[Choice, int]:
    """Read the address of «Было и стало»: the choice with the later year, and the earlier one."""
    choice, given = _begun(user, area, data)
    before = choice.year - 1
    since = data.get("since") or years.label(before)
    form = SpanForm({**data.dict(), **given, "since": since}, before=before, **_kept(choice))
    form.is_valid()
    chosen = form.cleaned_data.get("since")
    shown = Choice(choice.asked, form, choice.places, choice.today)
    return shown, years.parse(chosen) if chosen else before
