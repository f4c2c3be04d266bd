"""The choice over the page of the centre: whose centre, on which day."""

from datetime import date
from typing import Any

from django import forms

from schools.forms import PortalForm
from schools.models import Municipality


class CentreDayForm(PortalForm):
    """The municipality (where several are in sight) and the day of the composition."""

    municipality_choice = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", required=False, empty_label=None
    )
    on = forms.DateField(label="Состав на дату", required=False)

    def __init__(self, *args: Any, municipalities: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._towns = municipalities
        choice: Any = self.fields["municipality_choice"]
        choice.queryset = Municipality.objects.filter(pk__in=[town.pk for town in municipalities])
        if len(municipalities) < 2:  # noqa: PLR2004 - one is no choice
            del self.fields["municipality_choice"]
        self.is_valid()

    def municipality(self, own: Municipality | None) -> Municipality | None:
        """The one chosen, else the account's own, else the first in sight; None where none is."""
        chosen = self.cleaned_data.get("municipality_choice")
        if chosen is not None:
            return chosen
        return own if own in self._towns else next(iter(self._towns), None)

    def day(self) -> date | None:
        """The day chosen; None for none or for one that is no date."""
        return self.cleaned_data.get("on")
