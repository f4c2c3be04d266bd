"""Which sheet is looked at: municipality and school year, both in the address."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, QueryDict
from django.utils.http import urlencode

from reports.list_forms import PlacedForm, year_choices
from schools import years
from schools.models import Municipality, User

SHOWN_YEARS = 5


class SheetFilterForm(PlacedForm):
    """The municipality where there are several, and the school year."""

    year = forms.ChoiceField(label="Учебный год")

    def __init__(self, *args: object, this_year: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = range(this_year, this_year - SHOWN_YEARS, -1)
        self.fields["year"].choices = year_choices(offered)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class SheetChoice:
    """What was chosen; the first municipality in sight and this school year where nothing was."""

    form: SheetFilterForm
    municipality: Municipality | None
    year: int

    @property
    def query(self) -> str:
        """The same choice for an address."""
        place = {"municipality": str(self.municipality.pk)} if self.municipality else {}
        return urlencode({**place, "year": years.label(self.year)})


def sheet_choice(user: User, data: QueryDict, this_year: int) -> SheetChoice:
    """Read the address; 404 for what is not offered."""
    places = list(Municipality.objects.visible_to(user, "score").order_by("key"))
    given = {"year": years.label(this_year), **({"municipality": str(places[0].pk)} if places else {})}
    form = SheetFilterForm({**given, **data.dict()}, places=places, this_year=this_year)
    if not form.is_valid():
        raise Http404("Такого листа нет среди видимых вам.")
    chosen = form.cleaned_data.get("municipality") or given.get("municipality", "")
    municipality = next((place for place in places if str(place.pk) == chosen), None)
    return SheetChoice(form, municipality, years.parse(form.cleaned_data["year"]))
