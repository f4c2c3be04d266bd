"""The journal: who did, looked at and took away what."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentorship.audit.models import Entry
from mentorship.journal.forms import JournalForm
from mentorship.journal.selection import chosen, page_of
from schools.guards import area_required
from schools.models import Person

AREA = "journal"


@require_safe
@area_required(AREA)
def entry_list(request: HttpRequest) -> HttpResponse:
    """The entries in sight under the filter, the newest first; a filter that is refused shows nothing."""
    user: Any = request.user
    form = JournalForm(request.GET)
    refused = not form.is_valid()
    found = Entry.objects.none() if refused else chosen(user, form.cleaned_data)
    page = page_of(found, request.GET.get("after", ""))
    context = {
        "form": form,
        "page": page,
        "is_filtered": bool({name for name, value in request.GET.items() if value} - {"after"}),
        "person": _person(user, form.cleaned_data.get("person")),
        "only_own": user.access.only_own(AREA),
        "query": _without_key(request),
    }
    return render(request, "journal/list.html", context, status=400 if refused else 200)


def _person(user: Any, key: int | None) -> Person | None:
    """The person whose card the reader came from, if they see it."""
    return Person.objects.visible_to(user).filter(pk=key).first() if key else None


def _without_key(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    return query.urlencode()
