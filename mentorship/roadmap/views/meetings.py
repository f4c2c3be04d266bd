"""Coordination meetings of a school year: at least two (document 004); one meeting with its decisions."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.roadmap.enums import DecisionState, MeetingState
from mentorship.roadmap.forms import MeetingsForm, NothingForm
from mentorship.roadmap.meeting_forms import DecisionForm, HoldForm, MeetingForm, NameForm
from mentorship.roadmap.models import CoordinationMeeting
from mentorship.roadmap.models.meetings import MEETINGS_A_YEAR, enough_held
from mentorship.roadmap.views.acting import blame
from mentorship.roadmap.workflow import meetings as workflow
from mentorship.roadmap.workplan.standing import MEETINGS, of_decision
from schools import years
from schools.guards import area_required
from schools.models import Municipality
from schools.stamps import status_of

PAGE_SIZE = 50


@area_required("meetings")
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The year's meetings and whether there are enough of them."""
    on = timezone.localdate()
    form, year = read_filters(request, CoordinationMeeting.objects.visible_to(request.user))
    towns = form.towns()
    seen = CoordinationMeeting.objects.visible_to(request.user)
    meetings = seen.of_year(year).filter(municipality__in=towns)
    late = Q(decisions__state=DecisionState.OPEN, decisions__due_date__lt=on)
    counted = (
        meetings.select_related("municipality")
        .annotate(
            decision_count=Count("decisions"),
            open_count=Count("decisions", filter=Q(decisions__state=DecisionState.OPEN)),
            late_count=Count("decisions", filter=late),
        )
        .order_by("-date", "-pk")
    )
    page = Paginator(counted, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "year": year,
        "page_obj": page,
        "rows": [{"meeting": meeting, "standing": MEETINGS[MeetingState(meeting.state)]} for meeting in page],
        "towns": towns,
        "held_count": meetings.held().count(),
        "enough_count": enough_held(meetings),
        "required": MEETINGS_A_YEAR,
        "may_change": request.user.access.may_change("meetings"),
    }
    return render(request, "roadmap/meetings.html", context)


def read_filters(request: HttpRequest, seen: QuerySet[Any]) -> tuple[MeetingsForm, int]:
    """The form bound to the address, with the municipalities in sight, and the year it tells.

    `seen` are dated rows: their years are offered beside the current one.
    """
    this_year = years.year_of(timezone.localdate())
    data = request.GET.copy()
    data.setdefault("year", years.label(this_year))
    form = MeetingsForm(
        data,
        known_years=[this_year, *(years.year_of(day) for day in seen.dates("date", "month"))],
        municipalities=list(Municipality.objects.visible_to(request.user, "meetings")),
    )
    form.is_valid()
    return form, form.cleaned_data.get("year") or this_year


def own_towns(request: HttpRequest) -> list[Municipality]:
    """The municipalities whose meetings and plans the account leads."""
    scope = request.user.access.scope("meetings", change=True)
    return list(Municipality.objects.filter(scope.q(municipality="pk")))


@area_required("meetings", change=True)
def meeting_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Plan a meeting or mend what was written: when, where, what about, who was there."""
    rows = CoordinationMeeting.objects.changeable_by(request.user).select_related("municipality")
    meeting = get_object_or_404(rows, pk=pk) if pk else CoordinationMeeting()
    name = NameForm(request.GET)
    search = name.cleaned_data["q"] if name.is_valid() else ""
    form = MeetingForm(
        request.POST or None, instance=meeting, municipalities=own_towns(request), search=search
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = workflow.save_meeting(
                meeting=form.instance, sitting=form.sitting(), on=timezone.localdate(), by=request.user
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Совещание записано.")
            return redirect(saved)
    status = status_of(form)
    context = {"form": form, "meeting": meeting, "name": name}
    return render(request, "roadmap/meeting_form.html", context, status=status)


class MeetingAct(NamedTuple):
    """A button of the meeting's page: its form, the change, what is said afterwards."""

    form: Callable[..., Form]
    perform: Callable[[CoordinationMeeting, Any, HttpRequest], object]
    words: str


def _hold(meeting: CoordinationMeeting, form: Any, request: HttpRequest) -> object:
    on = timezone.localdate()
    return workflow.hold_meeting(meeting=meeting, on=on, by=request.user, **form.cleaned_data)


ACTS: dict[str, MeetingAct] = {
    "hold": MeetingAct(lambda meeting, data=None, **kw: HoldForm(data, **kw), _hold, "Совещание проведено."),
    "cancel": MeetingAct(
        lambda meeting, data=None, **kw: NothingForm(data, **kw),
        lambda meeting, form, request: workflow.cancel_meeting(
            meeting=meeting, on=timezone.localdate(), by=request.user
        ),
        "Совещание отменено.",
    ),
    "decide": MeetingAct(
        lambda meeting, data=None, **kw: DecisionForm(data, municipality=meeting.municipality, **kw),
        lambda meeting, form, request: workflow.add_decision(
            meeting=meeting, task=form.task(), by=request.user
        ),
        "Решение записано: ответственный увидит его на своей главной странице.",
    ),
}


@area_required("meetings")
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: agenda, participants, decisions with owners and days."""
    return _show(request, _visible(request, pk))


@require_POST
@area_required("meetings", change=True)
def meeting_act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Do what a button says; a refusal shows the page again with what was typed."""
    meeting = _visible(request, pk)
    if code not in ACTS:
        raise Http404
    if not workflow.may_lead(request.user, meeting.municipality_id):
        raise PermissionDenied
    act = ACTS[code]
    form = act.form(meeting, request.POST, auto_id=f"{code}_%s")
    if form.is_valid():
        try:
            act.perform(meeting, form, request)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, act.words)
            return redirect(meeting)
    meeting.refresh_from_db()
    return _show(request, meeting, {code: form})


def _visible(request: HttpRequest, pk: int) -> CoordinationMeeting:
    rows = CoordinationMeeting.objects.visible_to(request.user).select_related("municipality")
    return get_object_or_404(rows, pk=pk)


def _show(
    request: HttpRequest, meeting: CoordinationMeeting, refused: dict[str, Form] | None = None
) -> HttpResponse:
    on = timezone.localdate()
    leads = workflow.may_lead(request.user, meeting.municipality_id)
    known = {"chair": meeting.chair, "secretary": meeting.secretary}
    known["protocol_number"] = meeting.protocol_number
    forms = {
        code: act.form(meeting, auto_id=f"{code}_%s", initial=known) for code, act in ACTS.items() if leads
    }
    context = {
        "meeting": meeting,
        "standing": MEETINGS[MeetingState(meeting.state)],
        "agenda": meeting.agenda.all(),
        "participants": meeting.participants.select_related("person__school", "person__position"),
        "decisions": [
            {"decision": decision, "standing": of_decision(decision, on)}
            for decision in meeting.decisions.with_owners()
        ],
        "leads": leads,
        "forms": {**forms, **(refused or {})},
        "refused": next(iter((refused or {}).values()), None),
    }
    return render(request, "roadmap/meeting.html", context, status=400 if refused else 200)
