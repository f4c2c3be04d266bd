"""Coordination meetings of a school year: at least two (document 004)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from mentorship.roadmap import workflow
from mentorship.roadmap.forms import MeetingForm, MeetingsForm
from mentorship.roadmap.models import CoordinationMeeting
from mentorship.roadmap.models.meetings import MEETINGS_A_YEAR, enough_held
from mentorship.roadmap.views.acting import blame
from schools import years
from schools.guards import area_required
from schools.models import Municipality

PAGE_SIZE = 50


@area_required("meetings")
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The year's meetings and whether there are enough of them."""
    form, year = _read_filters(request)
    seen = CoordinationMeeting.objects.visible_to(request.user)
    towns = form.towns()
    meetings = seen.of_year(year).filter(municipality__in=towns)
    context = {
        "form": form,
        "year": year,
        "page_obj": Paginator(meetings.select_related("municipality"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "towns": towns,
        "held_count": meetings.held().count(),
        "enough_count": enough_held(meetings),
        "required": MEETINGS_A_YEAR,
        "may_change": request.user.access.may_change("meetings"),
        "changeable": request.user.access.scope("meetings", change=True),
    }
    return render(request, "roadmap/meetings.html", context)


def _read_filters(request: HttpRequest) -> tuple[MeetingsForm, int]:
    """The form bound to the address, with the municipalities in sight, and the year it tells."""
    this_year = years.year_of(timezone.localdate())
    days = CoordinationMeeting.objects.visible_to(request.user).dates("date", "month")
    data = request.GET.copy()
    data.setdefault("year", years.label(this_year))
    form = MeetingsForm(
        data,
        known_years=[this_year, *(years.year_of(day) for day in days)],
        municipalities=list(Municipality.objects.visible_to(request.user, "meetings")),
    )
    form.is_valid()
    return form, form.cleaned_data.get("year") or this_year


@area_required("meetings", change=True)
def meeting_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Plan a meeting or write down what it decided."""
    rows = CoordinationMeeting.objects.changeable_by(request.user).select_related("municipality")
    meeting = get_object_or_404(rows, pk=pk) if pk else CoordinationMeeting()
    scope = request.user.access.scope("meetings", change=True)
    towns = Municipality.objects.filter(scope.q(municipality="pk"))
    form = MeetingForm(request.POST or None, instance=meeting, municipalities=list(towns))
    if request.method == "POST" and form.is_valid():
        try:
            workflow.save_meeting(meeting=form.instance, on=timezone.localdate(), by=request.user)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Совещание записано.")
            year = years.label(years.year_of(form.instance.date))
            return redirect(f"{reverse('roadmap:meetings')}?year={year}")
    status = 400 if request.method == "POST" else 200
    return render(request, "roadmap/meeting_form.html", {"form": form, "meeting": meeting}, status=status)
