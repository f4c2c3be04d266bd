"""Which testings are looked at, and what the requests made from them say."""

from typing import Any

from django import forms

from mentorship.bank.models import MenteeCategory
from mentorship.bank.testing import USUAL_BORDER, Wanted, usual_dates
from schools.forms import PortalForm
from schools.models import Municipality

LOWEST, HIGHEST = 1, 100


class TestingForm(PortalForm):
    """The border and the days; a municipality is asked of who answers for several."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", empty_label=None
    )
    since = forms.DateField(label="Тестирование с")
    until = forms.DateField(label="Тестирование по")
    border = forms.IntegerField(label="Балл ниже, % от максимума", min_value=LOWEST, max_value=HIGHEST)

    def __init__(self, data: Any, *args: Any, places: list[Municipality], on: Any, **kwargs: Any) -> None:
        since, until = usual_dates(on)
        usual = {"since": since.isoformat(), "until": until.isoformat(), "border": str(USUAL_BORDER)}
        # what the address does not say is asked as usual; a blank that somebody typed stays a blank
        super().__init__({**usual, "municipality": str(places[0].pk), **data}, *args, **kwargs)
        field = self.fields["municipality"]
        field.queryset = Municipality.objects.filter(  # type: ignore[attr-defined]
            pk__in=[place.pk for place in places]
        )
        if len(places) == 1:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The days run forward."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", "Конец раньше начала: поменяйте даты местами.")
        return data

    @property
    def wanted(self) -> Wanted:
        """What is asked, once the form is valid."""
        data = self.cleaned_data
        return Wanted(data["since"], data["until"], data["border"])


class CategoryForm(PortalForm):
    """What all requests of one go say about their teachers."""

    mentee_category = forms.ModelChoiceField(
        MenteeCategory.objects.all(),
        label="Категория наставляемых",
        required=False,
        empty_label="решить при приёме каждого",
    )
