"""The centre's pages: what is to be destroyed, what was asked for, the acts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Min, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mentorship.privacy.cleaning import clean_up
from mentorship.privacy.due import due_list
from mentorship.privacy.enums import Ground, Wish
from mentorship.privacy.erasing import refusals
from mentorship.privacy.forms import AnswerForm, DestroyForm, ProposalForm
from mentorship.privacy.models import Act, LeftFile, PersonalRequest
from mentorship.privacy.retention import terms
from mentorship.privacy.workflow import answer, destroy, propose
from schools.enums import Role
from schools.guards import area_required, check_area, refused
from schools.models import Person

PAGE = 50


@never_cache
@require_GET
@area_required("privacy")
def due(request: HttpRequest) -> HttpResponse:
    """Whose data are to be destroyed and by when; what the timer will take by itself; the terms."""
    on, user = timezone.localdate(), _user(request)
    found = due_list(user, on)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(item, item.is_overdue(on)) for item in page],
        "overdue": sum(item.is_overdue(on) for item in found),
        "waiting": PersonalRequest.objects.visible_to(user).waiting().count(),
        "left": _left(user),
        "cleaned": clean_up(timezone.now(), dry_run=True) if user.access.may_see("acts") else [],
        "terms": terms().values(),
        "on": on,
    }
    return render(request, "privacy/due.html", context)


def _left(user: Any) -> Any:
    """Acts with files that wait for a decision: how many, by when; none for who sees no acts."""
    if not user.access.may_see("acts"):
        return Act.objects.none()
    waiting = LeftFile.objects.visible_to(user).waiting().order_by().values("act")
    counted = waiting.annotate(count=Count("pk"), due=Min("due_date")).filter(act=OuterRef("pk"))
    rows = Act.objects.annotate(waits=Subquery(counted.values("count")), due=Subquery(counted.values("due")))
    return rows.filter(waits__gt=0).order_by("due", "pk")[:PAGE]


@never_cache
@require_GET
@area_required("privacy")
def requests(request: HttpRequest) -> HttpResponse:
    """What was asked for: what waits first, the soonest due on top."""
    rows = PersonalRequest.objects.visible_to(_user(request)).select_related("person", "act")
    waiting = rows.waiting()
    page = Paginator(rows.exclude(pk__in=waiting.order_by().values("pk")), PAGE).get_page(
        request.GET.get("page")
    )
    context = {"waiting": waiting, "page_obj": page, "on": timezone.localdate()}
    return render(request, "privacy/requests.html", context)


@never_cache
@area_required("privacy")
def personal_request(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One request: the answer, the proposal, the destruction; a school's curator looks how far it is."""
    rows = PersonalRequest.objects.visible_to(_user(request)).select_related(
        "person__school", "act", "proposed_by"
    )
    asked = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return check_area(request, "acts", change=True) or _acted(request, asked)
    return _page(request, asked)


def _acted(request: HttpRequest, asked: PersonalRequest) -> HttpResponse:
    user, act = _user(request), request.POST.get("act", "")
    if act == "destroy" and asked.person is not None:
        form: Any = DestroyForm(request.POST, expected=asked.person.code)
        if not form.is_valid():
            return refused(_page(request, asked, destroy_form=form))
        try:
            made = destroy(asked=asked, reason=form.cleaned_data["reason"], by=user, now=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return refused(_page(request, asked, destroy_form=form))
        messages.success(request, f"Данные уничтожены. {made} составлен: напечатайте и подпишите его.")
        return redirect(made)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return refused(_page(request, asked, answer_form=form))
    try:
        answer(
            asked=asked,
            text=form.cleaned_data["text"],
            is_refused=act == "refuse",
            by=user,
            on=timezone.localdate(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return refused(_page(request, asked, answer_form=form))
    messages.success(request, "Ответ записан: человек увидит его на странице «Мои данные».")
    return redirect(asked)


def _page(request: HttpRequest, asked: PersonalRequest, **forms: Any) -> HttpResponse:
    user, person = _user(request), asked.person
    is_second = Role.HEAD in user.access.roles and asked.proposed_by_id != user.pk
    context = {
        "asked": asked,
        "on": timezone.localdate(),
        "refusals": refusals(person, timezone.localdate()) if person and asked.wish == Wish.ERASE else [],
        "may_answer": asked.is_open and user.access.may_change("acts"),
        "may_destroy": asked.is_open and asked.state == "proposed" and is_second,
        "answer_form": AnswerForm(),
        "destroy_form": DestroyForm(expected=person.code) if person else None,
    }
    return render(request, "privacy/request.html", {**context, **forms})


@never_cache
@area_required("privacy", change=True)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The first step: propose to destroy a person's data."""
    people = Person.objects.visible_to(_user(request), "privacy").select_related("school")
    person = get_object_or_404(people, pk=pk)
    form = ProposalForm(request.POST or None, initial={"ground": Ground.WITHDRAWN})
    standing = refusals(person, timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = propose(
                person=person,
                ground=Ground(form.cleaned_data["ground"]),
                text=form.cleaned_data["text"],
                by=_user(request),
                on=timezone.localdate(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, "Предложено: решает руководитель центра.")
            return redirect(made)
    page = render(request, "privacy/proposal.html", {"form": form, "person": person, "refusals": standing})
    return refused(page) if form.is_bound else page


@never_cache
@require_GET
@area_required("acts")
def acts(request: HttpRequest) -> HttpResponse:
    """Acts, the latest first."""
    page = Paginator(Act.objects.visible_to(_user(request)), PAGE).get_page(request.GET.get("page"))
    return render(request, "privacy/acts.html", {"page_obj": page})


def _user(request: HttpRequest) -> Any:
    return request.user
