"""The page `/search/`."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.comfort.recents import recents
from schools.forms import PortalForm
from schools.limits import LONGEST_SEARCH
from schools.search.finding import asked, is_too_short, search


class SearchForm(PortalForm):
    """The words; a longer address is answered by `schools.broken_input`."""

    q = forms.CharField(label="Что найти", required=False, max_length=LONGEST_SEARCH)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything in sight that holds every word; without words what was opened last."""
    user: Any = request.user
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    words = asked(text)
    too_short = bool(text) and is_too_short(words)
    groups = search(user, words) if words and not too_short else []
    context = {
        "form": form,
        "text": text,
        "too_short": too_short,
        "groups": groups,
        "recents": [] if text else recents(user),
        "total": sum(group.count for group in groups),
    }
    return render(request, "search/page.html", context)
