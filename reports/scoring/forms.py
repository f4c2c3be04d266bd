"""The marks of one criterion as they are typed."""

from django import forms

from reports.scoring.criteria import CRITERIA, MARKS
from schools.forms import PortalForm


class MarkForm(PortalForm):
    """A mark with its reason; `act` tells the own mark from the common decision."""

    criterion = forms.ChoiceField(
        choices=[(code, row.title) for code, row in CRITERIA.items()], widget=forms.HiddenInput
    )
    mark = forms.TypedChoiceField(
        label="Балл", choices=list(MARKS.items()), coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Обоснование", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
