"""«Вход педагогов»: who of the school can sign in, and a link for who cannot."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mentorship.entrance.forms import StaffSearchForm
from mentorship.entrance.sessions import holder
from mentorship.entrance.staff import give_link, state_of, teachers_of
from schools.guards import area_required
from schools.qr import drawn

PAGE = 50


@require_safe
@area_required("invitations")
def staff(request: HttpRequest) -> HttpResponse:
    """The teachers of the own school and how it stands with their way in."""
    form = StaffSearchForm(request.GET)
    people = teachers_of(holder(request), on=timezone.localdate()).order_by("name_key", "pk")
    page = Paginator(form.chosen(people), PAGE).get_page(request.GET.get("page"))
    rows = [{"person": person, "state": state_of(person)} for person in page]
    return render(request, "entrance/staff.html", {"form": form, "rows": rows, "page_obj": page})


@require_POST
@area_required("invitations", change=True)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a link and show it this once; whom the account does not reach is not found."""
    by, today = holder(request), timezone.localdate()
    person = get_object_or_404(teachers_of(by, on=today), pk=pk)
    try:
        user, path = give_link(person=person, by=by, on=today)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("staff")
    address = request.build_absolute_uri(path)
    context = {
        "person": person,
        "invited": user,
        "address": address,
        "qr": drawn(address),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }
    return render(request, "entrance/staff_link.html", context)
