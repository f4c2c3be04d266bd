"""The municipal event of the year: at least one a school year, with the schools that took part."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.roadmap.enums import MeetingState
from mentorship.roadmap.models import TownEvent
from mentorship.roadmap.models.town_events import EVENTS_A_YEAR
from mentorship.roadmap.views.acting import blame
from mentorship.roadmap.views.meetings import own_towns, read_filters
from mentorship.roadmap.workplan import workflow
from mentorship.roadmap.workplan.forms import TownEventForm
from mentorship.roadmap.workplan.standing import MEETINGS
from schools.guards import area_required
from schools.stamps import status_of

PAGE_SIZE = 50


@area_required("meetings")
def event_list(request: HttpRequest) -> HttpResponse:
    """The year's events, and in which municipalities none was held yet."""
    seen = TownEvent.objects.visible_to(request.user)
    form, year = read_filters(request, seen)
    towns = form.towns()
    events = seen.of_year(year).filter(municipality__in=towns)
    held_in = set(events.held().order_by().values_list("municipality", flat=True))
    page = Paginator(
        events.select_related("municipality")
        .annotate(school_count=Count("schools"))
        .order_by("-date", "-pk"),
        PAGE_SIZE,
    ).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "year": year,
        "page_obj": page,
        "rows": [{"event": event, "standing": MEETINGS[MeetingState(event.state)]} for event in page],
        "towns": towns,
        "required": EVENTS_A_YEAR,
        "held_count": events.held().count(),
        "without": [town for town in towns if town.pk not in held_in],
        "may_change": request.user.access.may_change("meetings"),
    }
    return render(request, "roadmap/town_events.html", context)


@area_required("meetings")
def event_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One event: who took part, what came of it."""
    rows = TownEvent.objects.visible_to(request.user).select_related("municipality")
    event = get_object_or_404(rows, pk=pk)
    scope = request.user.access.scope("meetings", change=True)
    context = {
        "event": event,
        "standing": MEETINGS[MeetingState(event.state)],
        "schools": event.schools.order_by("name_key"),
        "leads": scope.reaches(municipality=event.municipality_id),
    }
    return render(request, "roadmap/town_event.html", context)


@area_required("meetings", change=True)
def event_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Plan an event or write down how it went."""
    rows = TownEvent.objects.changeable_by(request.user).select_related("municipality")
    event = get_object_or_404(rows, pk=pk) if pk else TownEvent()
    form = TownEventForm(request.POST or None, instance=event, municipalities=own_towns(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = workflow.save_town_event(
                event=form.instance,
                schools=list(form.cleaned_data["taking_part"]),
                on=timezone.localdate(),
                by=request.user,
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Мероприятие записано.")
            return redirect(saved)
    context = {"form": form, "event": event}
    return render(request, "roadmap/town_event_form.html", context, status=status_of(form))
