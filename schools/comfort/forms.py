"""Forms of saved filters."""

from django import forms

from schools.forms import PortalForm
from schools.models.comfort import TITLE_LENGTH


class TitleForm(PortalForm):
    """What a filter is called."""

    title = forms.CharField(label="Название отбора", max_length=TITLE_LENGTH)


class KeepForm(TitleForm):
    """A filter to keep: the conditions as the list has sealed them."""

    kept = forms.CharField(widget=forms.HiddenInput, max_length=10_000)
