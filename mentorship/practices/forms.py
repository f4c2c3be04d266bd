"""The search of the public section."""

from django import forms

from schools.forms import PortalForm


class SearchForm(PortalForm):
    """A line to search by."""

    q = forms.CharField(label="Имя, школа или тема", required=False, max_length=100)
