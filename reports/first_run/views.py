"""Pages of the first steps."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports.first_run.forms import MethodistForm, ProgrammeForm, first_values
from reports.first_run.steps import first_run
from reports.first_run.workflow import appoint_methodist, hide, show
from reports.workflow import create_programme
from schools.guards import area_required
from schools.models import Municipality
from schools.qr import drawn

SHOWN = require_http_methods(["GET", "HEAD", "POST"])


@SHOWN
@area_required("import", change=True)
def page(request: HttpRequest) -> HttpResponse:
    """Every step; a POST hides the card of the first page or brings it back."""
    user: Any = request.user
    if request.method == "POST":
        if "hide" in request.POST:
            hide(by=user, on=timezone.localdate())
            messages.info(request, "«Первые шаги» скрыты. Вернуть их можно на странице «Справка».")
        else:
            show(by=user)
        return redirect("home")
    context = {"first_run": first_run(user, timezone.localdate()), "is_hidden": user.first_steps_hidden_date}
    return render(request, "first_run/page.html", context)


@SHOWN
@area_required("accounts", change=True)
def methodist(request: HttpRequest) -> HttpResponse:
    """Name the methodist; the link is shown this once."""
    towns = Municipality.objects.visible_to(request.user, "accounts").order_by("name")  # type: ignore[arg-type]
    form = MethodistForm(request.POST or None, municipalities=towns)
    if form.is_valid():
        try:
            account, path = appoint_methodist(by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _link(request, account, path)
    context = {"form": form, "has_place": towns.exists()}
    return render(request, "first_run/methodist.html", context, status=400 if form.is_bound else 200)


def _link(request: HttpRequest, account: Any, path: str) -> HttpResponse:
    address = request.build_absolute_uri(path)
    context = {
        "person": account.person,
        "invited": account,
        "address": address,
        "qr": drawn(address),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }
    return render(request, "first_run/link.html", context)


@SHOWN
@area_required("programmes", change=True)
def programme_add(request: HttpRequest) -> HttpResponse:
    """A programme with its sets of indicators and their targets."""
    user: Any = request.user
    towns = Municipality.objects.filter(
        user.access.scope("programmes", change=True).q(municipality="pk")
    ).order_by("name")
    initial = first_values(timezone.localdate())
    form = ProgrammeForm(request.POST or None, municipalities=towns, initial=initial)
    if form.is_valid():
        try:
            programme = create_programme(by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                f"Программа создана, целей показателей — {programme.targets.count()}. Заполните паспорт.",
            )
            return redirect(programme)
    return render(request, "first_run/programme.html", {"form": form}, status=400 if form.is_bound else 200)
