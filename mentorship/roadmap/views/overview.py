"""The first page of the section: the own school's roadmap, or all schools by stages and what lies behind."""

from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.roadmap import heat, overview
from mentorship.roadmap.heat_faces import faces_of
from mentorship.roadmap.heat_workbook import sheets
from mentorship.roadmap.overview_form import EventsForm, OverviewForm, ScopeForm
from mentorship.roadmap.rights import TABLE
from mentorship.roadmap.standing import of_event
from mentorship.roadmap.views.roadmaps import readable_roadmaps, show
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.writer import write_sheets
from schools import years
from schools.guards import area_required
from schools.models import Municipality, School

Form = TypeVar("Form", bound=ScopeForm)

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
    form, scope = _read_filters(request, OverviewForm)
    found = heat.heat_of(scope)
    rows = found.listed(**form.kept)
    behind = found.behind()
    context = {
        "form": form,
        "scope": scope,
        "heat": found,
        "rows": rows,
        "lines": faces_of(rows),
        "columns": found.columns(rows),
        "behind": len(behind),
        "help": heat.who_needs_help(behind, scope.on),
        "municipal": overview.municipal_roadmaps(scope),
        "may_create": bool(TABLE["create"][0] & request.user.access.roles),
        "events_query": _events_query(request),
        **_sections(request, found),
    }
    return render(request, "roadmap/overview.html", context)


@area_required("roadmap")
def overview_xlsx(request: HttpRequest) -> HttpResponse:
    """The table under the same filters, with numbers as numbers; the export stands in the journal."""
    form, scope = _read_filters(request, OverviewForm)
    found = heat.heat_of(scope)
    rows = found.listed(**form.kept)
    data = {"rows": len(rows), "year": years.label(scope.year)}
    record(by=request.user, action="roadmap.overview_exported", target=scope.municipality, data=data)
    return workbook_download(f"roadmaps-{scope.year}-{scope.on:%Y-%m-%d}", write_sheets(sheets(found, rows)))


@area_required("roadmap")
def event_list(request: HttpRequest) -> HttpResponse:
    """The events behind a number under the table: of a stage, late, done or open."""
    form, scope = _read_filters(request, EventsForm)
    stage, what = form.cleaned_data.get("stage"), form.cleaned_data.get("what", "")
    events = overview.events_behind(scope, stage=stage, what=what).select_related("roadmap__school", "stage")
    ordered = events.order_by("due_date", "roadmap__school__name_key", "order", "pk")
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(event, of_event(event, scope.on, running=event.roadmap.is_running)) for event in page]
    context = {"form": form, "scope": scope, "page_obj": page, "rows": rows, "stage": stage}
    return render(request, "roadmap/event_list.html", context)


def _events_query(request: HttpRequest) -> str:
    """The filters that the lists behind the table share with it, for an address."""
    query = request.GET.copy()
    for name in ("state", "late", "page"):
        query.pop(name, None)
    return query.urlencode()


def _read_filters(request: HttpRequest, form_class: type[Form]) -> tuple[Form, overview.Scope]:
    """The form bound to the address and the scope it tells; what it refuses counts as not said."""
    on = timezone.localdate()
    this_year = years.year_of(on)
    data = request.GET.copy()
    data.setdefault("year", years.label(this_year))
    known_years, templates = overview.in_sight(request.user)
    form = form_class(
        data,
        known_years=[this_year, this_year + 1, *known_years],
        municipalities=list(Municipality.objects.visible_to(request.user, "roadmap")),
        templates=templates,
    )
    form.is_valid()
    return form, form.scope(request.user, this_year, on)


def _sections(request: HttpRequest, found: heat.HeatMap) -> dict[str, Any]:
    """What waits for those who decide."""
    sections: dict[str, Any] = {"queue": [], "revisions": [], "changes": []}
    roles = request.user.access.roles
    if roles & TABLE["agree"][0]:
        sections["queue"] = found.queue()
        sections["revisions"] = overview.revisions_to_agree(found.scope)
    if roles & TABLE["change"][0]:
        sections["changes"] = overview.asked_changes(found.scope)
    return sections
