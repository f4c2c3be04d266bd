"""Issuing awards: one, to everybody placed in a contest, to the mentors of a year's pairs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from mentorship.practices.contests import issuing
from mentorship.practices.contests.enums import Addressee, AwardKind
from mentorship.practices.contests.forms import AwardForm, ContestAwardsForm, PairAwardsForm
from mentorship.practices.contests.rights import issues, places_of
from mentorship.practices.contests.views.contests import find_contest
from mentorship.practices.models import Award
from schools import years
from schools.guards import area_required
from schools.models import Municipality
from schools.personal import CLEARED
from schools.russian import plural
from schools.stamps import status_of

AREA = "awards"
_FOR_CONTEST = "{место} в номинации «{номинация}» конкурса «{конкурс}»"
_FOR_PAIRS = "за работу наставника и поддержку коллег"


@area_required(AREA, change=True)
def new(request: HttpRequest) -> HttpResponse:
    """One award."""
    user, places = request.user, _places(request)
    first = _first(places, kind=AwardKind.THANKS, addressee=Addressee.PERSON)
    form = AwardForm(request.POST or None, places=places, on=timezone.localdate(), initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            award = issuing.issue_award(
                municipality=data.get("municipality") or places[0],
                wording=form.wording(),
                addressee=Addressee(data["addressee"]),
                person=data["person"],
                recipient=data["recipient"],
                is_name_open=data["is_name_open"] and data["person"] is None,
                by=user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{award} — готово. Скачайте и распечатайте.")
            return redirect(award)
    return render(
        request, "contests/issue.html", {"form": form, "title": "Новая награда"}, status=status_of(form)
    )


@area_required(AREA, change=True)
def for_pairs(request: HttpRequest) -> HttpResponse:
    """Awards to the mentors of the pairs completed in a school year."""
    user, places = request.user, _places(request)
    today = timezone.localdate()
    first = _first(places, kind=AwardKind.THANKS, text=_FOR_PAIRS, year=years.year_of(today))
    form = PairAwardsForm(request.POST or None, places=places, on=today, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = issuing.issue_for_pairs(
                municipality=data.get("municipality") or places[0],
                year=data["year"],
                wording=form.wording(),
                by=user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _issued(request, made, f"?year={data['year']}&kind={data['kind']}")
    context = {
        "form": form,
        "title": "Награды наставникам завершённых пар",
        "lead": "Каждый наставник, чья пара завершена в этом учебном году, получит одну награду. "
        "Кому она уже выдана, второй не получит.",
    }
    return render(request, "contests/issue.html", context, status=status_of(form))


@area_required(AREA, change=True)
def for_contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Awards to everybody placed in a contest."""
    contest, user = find_contest(request, pk), request.user
    if not issues(user, contest.municipality_id):
        raise PermissionDenied
    places = Municipality.objects.filter(pk=contest.municipality_id)
    first = _first(places, kind=AwardKind.DIPLOMA, text=_FOR_CONTEST)
    form = ContestAwardsForm(request.POST or None, on=timezone.localdate(), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = issuing.issue_for_contest(contest=contest, wording=form.wording(), by=user)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _issued(request, made, f"?kind={form.cleaned_data['kind']}")
    context = {
        "form": form,
        "contest": contest,
        "title": "Награды конкурса",
        "lead": "Победители, призёры и лауреаты, кроме тех, кто отказался. Кому такая награда за это место "
        "уже выдана, второй не получит.",
    }
    return render(request, "contests/issue.html", context, status=status_of(form))


def _places(request: HttpRequest) -> QuerySet[Municipality]:
    places = places_of(request.user, AREA)
    if not places:
        raise PermissionDenied
    return places


def _first(places: QuerySet[Municipality], **values: Any) -> dict[str, Any]:
    """What the form opens with: today, and whoever signed the last award."""
    signed_awards = Award.objects.filter(municipality__in=places).exclude(signer=CLEARED)
    last = signed_awards.order_by("-pk").first()
    signed = {"signer": last.signer, "signer_position": last.signer_position} if last else {}
    return {"date": timezone.localdate(), **signed, **values}


def _issued(request: HttpRequest, made: list[Award], query: str) -> HttpResponse:
    count = len(made)
    words = plural(count, "награда", "награды", "наград")
    if count:
        messages.success(request, f"Выдано: {count} {words}.")
    else:
        messages.info(request, "Всем уже выдано раньше: новых наград нет.")
    return redirect(reverse("awards:list") + query)
