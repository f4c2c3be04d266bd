"""Extracts of the journal for a period: drawn up, read, printed, saved as Excel."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mentorship.audit.log import record_export
from mentorship.audit.models import Entry
from mentorship.journal import extract
from mentorship.journal.forms import JournalForm
from mentorship.journal.models import Incident
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.writer import write_sheets
from schools.guards import area_required

AREA = "journal"


@require_POST
@area_required(AREA)
def draw_up(request: HttpRequest) -> HttpResponse:
    """Draw up an extract of what the filter finds; it is entered into the journal itself."""
    user: Any = request.user
    if user.access.only_own(AREA):
        raise PermissionDenied
    form = JournalForm(request.POST)
    back = f"{reverse('journal:list')}?{_query(request)}"
    if not form.is_valid():
        messages.error(request, " ".join(str(words) for found in form.errors.values() for words in found))
        return redirect(back)
    incident = _incident(user, request.POST.get("incident", ""))
    try:
        kept = extract.draw(by=user, asked=form.cleaned_data, words=extract.in_words(form), target=incident)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(incident or back)
    return redirect("journal:extract", pk=kept.pk)


@require_safe
@area_required(AREA)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The extract as a page that prints well."""
    found = extract.drawn(_kept(request, pk))
    return render(request, "journal/extract.html", {"found": found, "kept": found.kept})


@require_safe
@area_required(AREA)
def as_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook; taking it away stands in the journal too."""
    kept = _kept(request, pk)
    found = extract.drawn(kept)
    record_export(
        by=request.user,
        action="journal.extract_downloaded",
        rows=len(found.lines),
        chosen=kept.data["filter"],
        text=f"Выписка № {kept.pk}",
    )
    return workbook_download(f"journal-extract-{kept.pk}", write_sheets(extract.sheets(found)))


def _kept(request: HttpRequest, pk: int) -> Entry:
    """The entry that keeps the extract; a school sees none."""
    user: Any = request.user
    seen = Entry.objects.visible_to(user).filter(action=extract.ACTION).select_related("by__person")
    kept = get_object_or_404(seen, pk=pk)
    if "keys" not in kept.data:
        raise Http404("Это не выписка.")
    return kept


def _incident(user: Any, key: str) -> Incident | None:
    """The incident that the extract is drawn up for; None without one."""
    if not key:
        return None
    if not (key.isdecimal() and len(key) < 19):  # noqa: PLR2004  # as many digits as a key has
        raise Http404("Такого инцидента нет.")
    return get_object_or_404(Incident.objects.visible_to(user), pk=int(key))


def _query(request: HttpRequest) -> str:
    query = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "incident"):
        query.pop(name, None)
    return query.urlencode()
