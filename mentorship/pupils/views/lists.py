"""The first page: names for the own school, own pairs for a teacher, numbers for everybody else."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.pupils.counts import destruction, tables
from mentorship.pupils.display import look_of_pair, look_of_pupil
from mentorship.pupils.filters import PupilFilter
from mentorship.pupils.models import Pupil, PupilPair
from mentorship.pupils.rights import own_schools, sees_masked
from mentorship.pupils.standing import with_standing
from schools.guards import area_required

PAGE = 50


@area_required("pupils")
def pupils(request: HttpRequest) -> HttpResponse:
    """Show each account as much as its roles allow."""
    user: Any = request.user
    scope, counted = user.access.scope("pupils"), user.access.scope("pupils", counts=True)
    context: dict[str, Any] = {
        "has_school": bool(scope.schools),
        "may_change": bool(user.access.scope("pupils", change=True).schools),
    }
    if scope.schools:
        context |= _named(request)
    if scope.person and (own := _mentored(scope.person, user)):
        context["mentored"] = own
    if counted.everywhere or counted.municipalities:
        context |= _counted(user)
    return render(request, "pupils/list.html", context)


def _counted(user: Any) -> dict[str, Any]:
    """The numbers; what waits to be destroyed is for those who lead the schools."""
    is_masked, today = sees_masked(user), timezone.localdate()
    pairs = PupilPair.objects.counted_for(user)
    waiting = [] if is_masked else Pupil.objects.counted_for(user).to_destroy(today)
    return {
        "has_counts": True,
        "destruction": destruction(waiting, today),
        **tables(pairs, is_masked=is_masked),
    }


def _named(request: HttpRequest) -> dict[str, Any]:
    """The page of names under the filter; that it was looked at stands in the journal."""
    user: Any = request.user
    today = timezone.localdate()
    visible = with_standing(Pupil.objects.visible_to(user).present())
    filter_set = PupilFilter(request.GET or None, queryset=visible, request=request, on=today)
    page = Paginator(filter_set.qs.select_related("school"), PAGE).get_page(request.GET.get("page"))
    rows = [
        {"pupil": pupil, "class": pupil.class_words(today), "look": look_of_pupil(pupil, today)}
        for pupil in page
    ]
    if rows:
        # what was searched for is a name: only that a filter stood is noted
        noted = {"rows": len(rows), "page": page.number, "filter": sorted(request.GET.keys() & {"q", "wait"})}
        record(by=user, action="view.pupil_list", text="Список учеников", data=noted)
    return {
        "form": filter_set.form,
        "is_filtered": bool(request.GET.dict().keys() - {"page"}),
        "page_obj": page,
        "rows": rows,
        "schools": list(own_schools(user)),
    }


def _mentored(person: int, user: Any) -> list[dict[str, Any]]:
    """A teacher's own live pairs."""
    pairs = PupilPair.objects.visible_to(user).filter(mentor_teacher=person).live()
    today = timezone.localdate()
    return [
        {"pair": pair, "class": pair.mentee.class_words(today), "look": look_of_pair(pair)}
        for pair in pairs.select_related("mentee")
    ]
