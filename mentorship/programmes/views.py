"""The passport of a programme with its versions; the municipal centre with its composition on a day."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from mentorship.programmes.forms import CentreDayForm
from mentorship.programmes.models import BudgetLine, CentreMember, Programme
from mentorship.programmes.passport import budget_table, passport_rows
from mentorship.programmes.workflow import centre_of
from schools.changes import edits
from schools.guards import area_required
from schools.models import Municipality

PAGE_SIZE = 50
# What never changes of a programme, and what the page says in its heading.
OWN_FIELDS = frozenset({"id", "code", "municipality", "programme", "sets"})


@area_required("programmes")
def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes in sight."""
    found = Programme.objects.visible_to(request.user).select_related("municipality")  # type: ignore[arg-type]
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programmes/list.html", {"page_obj": page, "today": timezone.localdate()})


def find_programme(request: HttpRequest, code: str) -> Programme:
    """The programme in sight, else 404."""
    found = Programme.objects.visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(found.select_related("municipality"), code=code)


@area_required("programmes")
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The passport, each field of document 000, and the budget by years and sources."""
    programme = find_programme(request, code)
    context = {
        "programme": programme,
        "rows": passport_rows(programme),
        "budget": budget_table(programme.budget_lines.all()),
        "may_change": request.user.access.may_change("programmes"),  # type: ignore[union-attr]
    }
    return render(request, "programmes/detail.html", context)


@area_required("programmes")
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed what in the passport and in the budget, and when."""
    programme = find_programme(request, code)
    found = [
        *edits(Programme, Programme.history.filter(id=programme.pk), lambda version: "паспорт", OWN_FIELDS),
        *edits(
            BudgetLine,
            BudgetLine.history.filter(programme_id=programme.pk),
            lambda version: f"бюджет, {version.year}, {version.source}",
            OWN_FIELDS,
        ),
    ]
    found.sort(key=lambda edit: edit.at, reverse=True)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programmes/history.html", {"programme": programme, "page_obj": page})


@area_required("centre")
def centre(request: HttpRequest) -> HttpResponse:
    """What the centre is for and who belonged to it on the day; contacts by the table of access."""
    user: Any = request.user
    on = timezone.localdate()
    towns = list(Municipality.objects.visible_to(user, "centre").order_by("name"))
    form = CentreDayForm(_address(request), municipalities=towns)
    town = form.municipality(user.access.municipality)
    if town is None:
        return render(request, "programmes/no_centre.html")
    day = form.day() or on
    found = centre_of(town)
    members = CentreMember.objects.filter(centre=found) if found.pk else CentreMember.objects.none()
    context = {
        "centre": found,
        "form": form,
        "day": day,
        "is_today": day == on,
        "members": members.in_force(day).read_out(),
        "turns": members.read_out().order_by("-start_date", "person__name_key"),
        "groups": found.groups.all() if found.pk else (),
        "functions": _lines(found.functions),
        "principles": _lines(found.principles),
        "activities": _lines(found.activities),
        "practices": _lines(found.practices),
        "shows_contacts": user.access.shows_contacts("centre"),
        "may_change": user.access.scope("centre", change=True).reaches(municipality=town.pk),
    }
    return render(request, "programmes/centre.html", context)


def _address(request: HttpRequest) -> Any:
    data = request.GET.copy()
    data.setdefault("on", timezone.localdate().isoformat())
    return data


def _lines(text: str) -> list[tuple[str, str]]:
    """«название: пояснение» by lines as pairs; a line without a colon has no explanation."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, words = line.partition(":")
        found.append((name.strip(), words.strip()))
    return found
