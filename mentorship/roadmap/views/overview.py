"""The first page of the section: the own school's roadmap, or all schools by stages."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.roadmap import overview
from mentorship.roadmap.forms import OverviewForm
from mentorship.roadmap.rights import TABLE
from mentorship.roadmap.views.roadmaps import readable_roadmaps, show
from schools import years
from schools.guards import area_required
from schools.models import Municipality, School

PAGE_SIZE = 50


@area_required("roadmap")
def roadmap_list(request: HttpRequest) -> HttpResponse:
    """Who answers for one school sees its roadmap at once; everyone else the overview."""
    user = request.user
    if user.access.only_own("roadmap"):
        own = list(School.objects.visible_to(user, "roadmap")[:2])
        if len(own) == 1:
            return own_school(request, own[0])
    return schools_by_stages(request)


def own_school(request: HttpRequest, school: School) -> HttpResponse:
    """The school's roadmap of this year (or of the year asked for), or how to begin one."""
    roadmaps = list(readable_roadmaps(request).filter(school=school).order_by("-year"))
    this_year = years.year_of(timezone.localdate())
    asked = _year_asked(request, this_year)
    chosen = next((roadmap for roadmap in roadmaps if roadmap.year == asked), None)
    if chosen is not None:
        return show(request, chosen)
    context = {"school": school, "year": asked, "roadmaps": roadmaps}
    return render(request, "roadmap/none_yet.html", context)


def _year_asked(request: HttpRequest, default: int) -> int:
    try:
        return years.parse(request.GET["year"])
    except (KeyError, ValueError):
        return default


def schools_by_stages(request: HttpRequest) -> HttpResponse:
    """Counts, the queue, the heat map, who needs help."""
    form, scope = _read_filters(request)
    values = form.cleaned_data
    listed = scope.listed(values.get("state", ""), late=values.get("late", False))
    page = Paginator(listed.order_by("name_key", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "scope": scope,
        "page_obj": page,
        "counts": overview.count_states(scope),
        "lateness": overview.lateness(scope),
        "table": overview.table_of(page, scope),
        "municipal": overview.municipal_roadmaps(scope),
        "may_create": bool(TABLE["create"][0] & request.user.access.roles),
        **_sections(request, scope),
    }
    return render(request, "roadmap/overview.html", context)


def _read_filters(request: HttpRequest) -> tuple[OverviewForm, overview.Scope]:
    """The form bound to the address and the scope it tells; what it refuses counts as not said."""
    on = timezone.localdate()
    this_year = years.year_of(on)
    data = request.GET.copy()
    data.setdefault("year", years.label(this_year))
    form = OverviewForm(
        data,
        known_years=[this_year, this_year + 1, *overview.years_in_sight(request.user)],
        municipalities=list(Municipality.objects.visible_to(request.user, "roadmap")),
    )
    form.is_valid()
    values = form.cleaned_data
    scope = overview.Scope(
        user=request.user,
        year=values.get("year") or this_year,
        on=on,
        municipality=values.get("municipality"),
        low_results=values.get("group") == "low_results",
    )
    return form, scope


def _sections(request: HttpRequest, scope: overview.Scope) -> dict[str, Any]:
    """What waits for those who decide, and whom to help."""
    sections: dict[str, Any] = {"help": overview.who_needs_help(scope), "queue": [], "changes": []}
    roles = request.user.access.roles
    if roles & TABLE["agree"][0]:
        sections["queue"] = overview.queue(scope)
    if roles & TABLE["change"][0]:
        sections["changes"] = overview.asked_changes(scope)
    return sections
