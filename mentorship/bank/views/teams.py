"""A request of a school's management team: for which school, then who and what for."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.forms import refuse
from mentorship.bank.models import MenteeRequest
from mentorship.bank.rights import team_schools
from mentorship.bank.team_forms import TeamForm
from mentorship.bank.views.sending import sent
from schools.guards import area_required
from schools.models import School, User


@area_required("requests")
def add_team(request: HttpRequest) -> HttpResponse:
    """Ask for a mentor of the team; who answers for several schools names the school first."""
    user: User = request.user  # type: ignore[assignment]  # area_required lets in nobody else
    schools = team_schools(user).order_by("name_key")
    if not schools:
        raise PermissionDenied
    school = _chosen(schools, request.GET.get("school", ""))
    form = TeamForm(request.POST or None, school=school) if school else None
    row = _create(user, form) if form is not None and request.method == "POST" else None
    if row is not None:
        return sent(request, row)
    context: dict[str, Any] = {"form": form, "school": school, "schools": schools}
    return render(request, "requests/team.html", context, status=400 if form and form.errors else 200)


def _chosen(schools: QuerySet[School], code: str) -> School | None:
    """The school of the address, 404 out of reach; without a word the only one there is."""
    if not code:
        return schools[0] if len(schools) == 1 else None
    found = next((school for school in schools if school.code == code), None)
    if found is None:
        raise Http404
    return found


def _create(user: User, form: TeamForm) -> MenteeRequest | None:
    if not form.is_valid():
        return None
    person = form.cleaned_data["person"]
    try:
        return workflow.create_request(person=person, fields=form.values, by=user, on=timezone.localdate())
    except ValidationError as refusal:
        refuse(form, refusal)
        return None
