"""Requests of mentees: the list, numbers for those who see no names, a request's page, writing one."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django_filters.views import FilterView

from mentorship.audit.log import record_view
from mentorship.bank import workflow
from mentorship.bank.actions import REQUEST_ACTIONS
from mentorship.bank.display import request_line
from mentorship.bank.enums import RequestState
from mentorship.bank.filters import RequestFilter
from mentorship.bank.forms import RequestForm, refuse
from mentorship.bank.journal import history
from mentorship.bank.models import COUNTED_STATES, MenteeRequest
from mentorship.bank.rights import Actor, actors_of_request, team_schools
from mentorship.bank.team_forms import TeamForm
from mentorship.bank.views.buttons import press
from mentorship.bank.views.people import people_written_for
from mentorship.bank.views.sending import sent
from schools import years
from schools.comfort.columns import choice_of
from schools.enums import ConsentKind
from schools.guards import AreaMixin, area_required
from schools.models import Consent, User
from schools.paging import LongListMixin, counted
from schools.stamps import status_of

PAGE = 50


class RequestListView(LongListMixin, AreaMixin, FilterView):
    """The requests in the account's sight, those that wait longest on top."""

    area = "requests"
    filterset_class = RequestFilter
    template_name = "requests/list.html"
    paginate_by = PAGE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Roles that see numbers only get a table without names."""
        if request.user.access.only_counts("requests"):
            return _numbers(request)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[MenteeRequest]:
        """Requests with what a line shows."""
        requests = MenteeRequest.objects.visible_to(self.request.user).waiting_first()
        return requests.select_related("person__school", "subject", "difficulty", "mentee_category")

    def rows_among(self) -> QuerySet[MenteeRequest]:
        """A request that has left the filter still stands in the order."""
        return MenteeRequest.objects.waiting_first()

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        """School years are offered back from the one that holds today."""
        year = years.year_of(timezone.localdate())
        return {**super().get_filterset_kwargs(filterset_class), "this_year": year}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines with the days they have waited."""
        context = super().get_context_data(**kwargs)
        access, on = self.request.user.access, timezone.localdate()
        form, may_add = self.filterset.form, access.may_change("requests")
        return context | {
            "rows": [request_line(row, on) for row in context["page_obj"]],
            "waiting_count": counted(MenteeRequest.objects.visible_to(self.request.user).waiting()),
            "form": form,
            "columns": choice_of(self.request.user, "requests:list"),
            "is_filtered": form.is_bound and bool(form.changed_data),
            "may_add": may_add,
            "may_add_team": team_schools(self.request.user).exists(),
            "is_own": may_add and people_written_for(self.request.user, "requests") is None,
        }


def _numbers(request: HttpRequest) -> HttpResponse:
    """Counts by school and state, without names."""
    rows = list(MenteeRequest.objects.visible_to(request.user, counts=True).counted_by_school())
    columns = {str(state): state.label.capitalize() for state in COUNTED_STATES} | {"total": "Всего"}
    labels = columns.values()
    table = [
        (row["person__school__name"] or "Без школы", [(columns[key], row[key]) for key in columns])
        for row in rows
    ]
    totals = [(columns[key], sum(row[key] for row in rows)) for key in columns]
    context = {"labels": labels, "table": table, "totals": totals}
    return render(request, "requests/numbers.html", context)


@area_required("requests")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A request's page; a POST presses one of its buttons."""
    row = get_object_or_404(
        MenteeRequest.objects.visible_to(request.user).select_related(
            "person__school", "subject", "difficulty", "mentee_category", "focus", "source"
        ),
        pk=pk,
    )
    actors = actors_of_request(request.user, row)
    pressed = press(request, REQUEST_ACTIONS, row, actors)
    if pressed.is_done:
        return redirect(row)
    record_view(by=request.user, target=row, what="request")
    context = {
        "row": row,
        "line": request_line(row, timezone.localdate()),
        "offers": pressed.offers,
        "folded": pressed.folded,
        "refused": pressed.refused,
        "may_edit": bool(actors) and row.state == RequestState.DRAFT,
        "may_match": row.is_waiting and request.user.access.may_change("matching"),
        "team": list(row.team.select_related("position")) if row.is_team else [],
        "lacks_consent": bool(actors) and row.state == RequestState.DRAFT and not _has_consent(row),
        "pairs": [member.pair for member in row.memberships.select_related("pair")],
        "journal": history(row),
    }
    return render(request, "requests/detail.html", context, status=400 if pressed.refused else 200)


def _has_consent(row: MenteeRequest) -> bool:
    live = Consent.objects.filter(
        person=row.person_id, kind=ConsentKind.PROCESSING, withdrawn_date__isnull=True
    )
    return live.exists()


@area_required("requests", change=True)
def add(request: HttpRequest) -> HttpResponse:
    """Write a request: a teacher for oneself, a curator for a teacher of the own school, a methodist."""
    people = people_written_for(request.user, "requests")
    form = RequestForm(request.POST or None, people=people, for_others=people is not None)
    row = _create(request.user, form) if request.method == "POST" else None
    if row is not None:
        return sent(request, row)
    context = {"form": form, "for_others": people is not None}
    return render(request, "requests/form.html", context, status=400 if form.errors else 200)


@area_required("requests")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    rows = MenteeRequest.objects.visible_to(request.user).select_related("person__school")
    row = get_object_or_404(rows, pk=pk)
    actors = actors_of_request(request.user, row)
    if not actors:
        raise PermissionDenied
    form = _form_of(row, actors, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.change_request(request=row, fields=_kept(form), by=request.user)
            return sent(request, row)
        except ValidationError as refusal:
            refuse(form, refusal)
    context = {"form": form, "row": row, "for_others": actors != {Actor.SELF}}
    return render(request, "requests/form.html", context, status=status_of(form))


def _form_of(row: MenteeRequest, actors: frozenset[Actor], data: Any) -> RequestForm:
    """The form that the draft was written with."""
    if row.is_team and row.person.school is not None:
        return TeamForm(data, instance=row, school=row.person.school)
    return RequestForm(data, instance=row, for_others=actors != {Actor.SELF})


def _kept(form: RequestForm) -> dict[str, Any]:
    """What the form asked; the source stays where it was not asked."""
    return {name: value for name, value in form.values.items() if name in form.fields}


def _create(user: User, form: RequestForm) -> MenteeRequest | None:
    if not form.is_valid():
        return None
    person = form.cleaned_data.get("person") or user.person
    try:
        return workflow.create_request(person=person, fields=form.values, by=user, on=timezone.localdate())
    except ValidationError as refusal:
        refuse(form, refusal)
        return None
