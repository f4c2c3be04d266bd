"""What a reader asks of a school's record: the day it is shown as at, and a school year of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from schools import years
from schools.forms import PortalForm

# Before this day no portal held anything; it also keeps arithmetic on days away from the year 1.
FIRST_DAY = date(2000, 1, 1)


class AskingForm(PortalForm):
    """«На дату» and «Учебный год»; both stay in the address."""

    as_of = forms.DateField(
        label="На дату",
        required=False,
        error_messages={"invalid": "Это не дата. Напишите день, например 01.09.2026."},
    )
    year = forms.ChoiceField(
        label="Учебный год",
        required=False,
        error_messages={"invalid_choice": "Такого учебного года нет. Выберите год из списка."},
    )

    def __init__(self, data: dict[str, Any], *, today: date, known_years: list[int]) -> None:
        super().__init__(data)
        self.today = today
        labels = [years.label(year) for year in known_years]
        self.fields["year"].choices = [(label, label) for label in labels]  # type: ignore[attr-defined]

    def clean_as_of(self) -> date | None:
        """Refuse days the portal cannot know of."""
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and day > self.today:
            raise ValidationError(f"{day:%d.%m.%Y} ещё не наступило. Укажите день не позже сегодняшнего.")
        if day is not None and day < FIRST_DAY:
            raise ValidationError(f"Слишком давний день. Укажите день не раньше {FIRST_DAY:%d.%m.%Y}.")
        return day


@dataclass(frozen=True)
class Asked:
    """The form with the day and the year it stands for; a refused day is today, a refused year the latest."""

    form: AskingForm
    on: date
    today: date
    year: int

    @property
    def is_past(self) -> bool:
        """Whether a day before today is shown."""
        return self.on < self.today

    @property
    def refusal(self) -> str:
        """What is wrong with what was asked, in sentences; "" where nothing is."""
        return " ".join(str(message) for messages in self.form.errors.values() for message in messages)

    @property
    def query(self) -> str:
        """The same choice for an address."""
        return urlencode({"year": years.label(self.year), **self._day})

    @property
    def day_query(self) -> str:
        """The day alone, to go on with a year: «&as_of=2026-09-01» or ""."""
        return f"&{urlencode(self._day)}" if self._day else ""

    @property
    def _day(self) -> dict[str, str]:
        return {"as_of": self.on.isoformat()} if self.is_past else {}


def asked_day(data: QueryDict, today: date) -> date:
    """The day of the address; today where there is none or it is refused."""
    form = AskingForm(data.dict(), today=today, known_years=[])
    form.is_valid()
    return form.cleaned_data.get("as_of") or today


def asked(data: QueryDict, today: date, known_years: list[int]) -> Asked:
    """Read the address: the year is the one given, else the latest known, else the one that runs.

    A year without a record is a choice, too: a list of schools leads to it.
    """
    on = asked_day(data, today)
    latest = known_years[0] if known_years else years.year_of(on)
    given = _given_year(data.get("year", ""), today)
    choices = sorted({*known_years, latest, *([] if given is None else [given])}, reverse=True)
    words = data.get("year", "") if given is None else years.label(given)
    form = AskingForm({**data.dict(), "year": words or years.label(latest)}, today=today, known_years=choices)
    form.is_valid()
    return Asked(form, on, today, latest if given is None else given)


def _given_year(text: str, today: date) -> int | None:
    """The year of the address; None where it is none, or so far off that nobody means it."""
    try:
        year = years.parse(text)
    except ValueError:
        return None
    return year if FIRST_DAY.year <= year <= years.year_of(today) + 1 else None
