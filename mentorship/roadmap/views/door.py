"""The code at the door of an event: the curator's big picture of it, and the page it opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from mentorship.roadmap import workflow
from mentorship.roadmap.attendance_forms import GuestForm
from mentorship.roadmap.door import DoorClosed, door_of, key_of, open_until
from mentorship.roadmap.enums import EventState
from mentorship.roadmap.models import Occurrence, RoadmapEvent
from mentorship.roadmap.rights import acts_of
from mentorship.roadmap.views.acting import blame
from mentorship.roadmap.views.attendance import chosen_time, listed_event
from schools import qr
from schools.guards import area_required
from schools.models import Person

SAID = "said"


@never_cache
@area_required("roadmap", change=True)
def door(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """The code for a screen or a sheet at the door; every opening of the page gives it new hours."""
    event = listed_event(request, pk, event_pk)
    if "mark" not in acts_of(request.user, event.roadmap):
        raise PermissionDenied
    occurrence = chosen_time(request, event)
    if refusal := _refusal(event):
        messages.error(request, refusal)
        return redirect(event)
    address = request.build_absolute_uri(reverse("roadmap:here", args=[key_of(event, occurrence)]))
    context = {
        "event": event,
        "roadmap": event.roadmap,
        "occurrence": occurrence,
        "address": address,
        "code": qr.drawn(address),
        "until": open_until(timezone.now()),
        "count": event.attendance.of_time(occurrence).confirmed().count(),
        "waiting_count": event.attendance.of_time(occurrence).waiting().count(),
    }
    return render(request, "roadmap/door.html", context)


@never_cache
@login_not_required
def here(request: HttpRequest, key: str) -> HttpResponse:
    """«Я здесь»: one press for whoever is signed in, a name for a guest."""
    try:
        opened = door_of(key)
    except DoorClosed:
        return _closed(request, "Время этой ссылки прошло: попросите организатора показать новый код.", 410)
    if opened is None:
        raise Http404
    rows = RoadmapEvent.objects.select_related("roadmap__school", "roadmap__municipality")
    event = get_object_or_404(rows, pk=opened.event)
    occurrence = get_object_or_404(event.occurrences, pk=opened.occurrence) if opened.occurrence else None
    if refusal := _refusal(event):
        return _closed(request, refusal, 409)
    person = _own_person(request, event)
    if request.method == "POST" and person is not None:
        workflow.arrive(
            event=event, occurrence=occurrence, person=person, on=timezone.localdate(), by=request.user
        )
        return redirect(request.path)
    return _welcome(request, event, occurrence, person)


def _own_person(request: HttpRequest, event: RoadmapEvent) -> Person | None:
    """Who is signed in, when the event is held in the own municipality; others come as guests."""
    person = request.user.person if request.user.is_authenticated else None
    at_home = person is not None and person.municipality_id == event.roadmap.municipality_id
    return person if at_home else None


def _welcome(
    request: HttpRequest, event: RoadmapEvent, occurrence: Occurrence | None, person: Person | None
) -> HttpResponse:
    """The page at the door, or the guest's name written down."""
    form = GuestForm(request.POST or None) if person is None else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            workflow.announce(
                event=event, occurrence=occurrence, on=timezone.localdate(), **form.cleaned_data
            )
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect(f"{request.path}?{SAID}=1")
    context = {
        "event": event,
        "occurrence": occurrence,
        "person": person,
        "is_listed": person is not None
        and event.attendance.of_time(occurrence).filter(person=person).exists(),
        "form": form,
        "said": SAID in request.GET,
        "on": timezone.localdate(),
    }
    return render(request, "roadmap/here.html", context, status=400 if form and form.errors else 200)


def _refusal(event: RoadmapEvent) -> str:
    """Why nobody can be listed now; empty where the door is open."""
    if event.state == EventState.CANCELLED:
        return "Мероприятие отменено."
    if not event.roadmap.is_running:
        return "Участников записывают, пока дорожная карта действует."
    return ""


def _closed(request: HttpRequest, words: str, status: int) -> HttpResponse:
    return render(request, "roadmap/door_closed.html", {"words": words}, status=status)
