"""Requests from diagnostics: who scored low and has not asked, and requests for all of them in one go."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from mentorship.bank import workflow
from mentorship.bank.enums import RequestState
from mentorship.bank.forms import refuse
from mentorship.bank.testing import low_scorers
from mentorship.bank.testing_forms import CategoryForm, TestingForm
from mentorship.bank.workflow.testing import Made
from schools.guards import area_required
from schools.models import Municipality, User
from schools.russian import plural

AREA = "diagnostics"
PAGE = 50


@area_required(AREA, change=True)
def from_diagnostics(request: HttpRequest) -> HttpResponse:
    """GET lists teachers by the border and the days of the address, POST makes their requests."""
    user: User = request.user  # type: ignore[assignment]  # area_required lets in nobody else
    places = _places(user)
    if not places:
        raise PermissionDenied
    today = timezone.localdate()
    form = TestingForm(request.GET.dict(), places=places, on=today)
    category = CategoryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and category.is_valid():
        try:
            made = workflow.request_for_low_scores(
                municipality=form.cleaned_data["municipality"],
                wanted=form.wanted,
                category=category.cleaned_data["mentee_category"],
                by=user,
                on=today,
            )
        except ValidationError as refusal:
            refuse(category, refusal)
        else:
            messages.success(request, _made(made))
            return redirect(f"{reverse('requests:list')}?state={RequestState.SUBMITTED.value}")
    context: dict[str, Any] = {"form": form, "category": category}
    if form.is_valid():
        found = low_scorers(form.cleaned_data["municipality"], form.wanted, today)
        page = Paginator(found.low, PAGE).get_page(request.GET.get("page"))
        context |= {"found": found, "page_obj": page}
    is_refused = not form.is_valid() or bool(category.errors)
    return render(request, "requests/from_diagnostics.html", context, status=400 if is_refused else 200)


def _places(user: User) -> list[Municipality]:
    """The municipalities for which the account may make requests from testings."""
    scope = user.access.scope(AREA, change=True)
    places = Municipality.objects.all()
    if not scope.everywhere:
        places = places.filter(pk__in=scope.municipalities)
    return list(places.order_by("key"))


def _made(made: Made) -> str:
    """«Подано 12 запросов; ещё 3 остались черновиками…»."""
    words = f"Подано: {made.submitted} {plural(made.submitted, 'запрос', 'запроса', 'запросов')}."
    if made.drafts:
        kept = plural(made.drafts, "остался черновиком", "остались черновиками", "остались черновиками")
        words += f" Ещё {made.drafts} {kept}: нужно согласие педагога на обработку данных."
    return words
