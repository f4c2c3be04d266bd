"""A decision of a meeting: what became of it; the list of decisions as Excel; who is behind."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.audit.log import record_export
from mentorship.roadmap.forms import NothingForm, ReasonForm
from mentorship.roadmap.meeting_forms import CloseForm, DecisionForm
from mentorship.roadmap.models import CoordinationMeeting, MeetingDecision, Roadmap
from mentorship.roadmap.views.acting import blame
from mentorship.roadmap.views.meetings import read_filters
from mentorship.roadmap.workflow import meetings as workflow
from mentorship.roadmap.workplan.behind import behind
from mentorship.roadmap.workplan.standing import of_decision
from mentorship.spreadsheets.downloads import xlsx_download
from schools import years
from schools.guards import area_required
from schools.keys import key_of

HEADINGS = (
    "Дата совещания",
    "№ протокола",
    "№",
    "Решение",
    "Ответственный",
    "Срок",
    "Состояние",
    "Примечание",
)
WIDTHS = (16, 14, 6, 60, 34, 14, 24, 40)


@area_required("meetings")
def decision_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision with what its owner and those who lead meetings may do."""
    return _show(request, _visible(request, pk))


@require_POST
@area_required("meetings")
def decision_act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Mark as done, word anew, withdraw, take the mark back."""
    decision = _visible(request, pk)
    forms = _forms(request, decision, request.POST)
    if code not in ("close", "edit", "cancel", "reopen"):
        raise Http404
    if code not in _allowed(request, decision):
        raise PermissionDenied
    form = forms[code]
    if form.is_valid():
        try:
            _perform(code, decision, form, request)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, "Записано.")
            return redirect(decision)
    decision.refresh_from_db()
    return _show(request, decision, code, form)


def _perform(code: str, decision: MeetingDecision, form: Any, request: HttpRequest) -> None:
    on, by = timezone.localdate(), request.user
    if code == "close":
        workflow.close_decision(decision=decision, on=on, by=by, **form.cleaned_data)
    elif code == "edit":
        workflow.change_decision(decision=decision, task=form.task(), by=by)
    elif code == "cancel":
        workflow.cancel_decision(decision=decision, on=on, by=by, **form.cleaned_data)
    else:
        workflow.reopen_decision(decision=decision, by=by)


def _visible(request: HttpRequest, pk: int) -> MeetingDecision:
    rows = MeetingDecision.objects.visible_to(request.user).with_owners().select_related("closed_by__person")
    return get_object_or_404(rows, pk=pk)


def _allowed(request: HttpRequest, decision: MeetingDecision) -> set[str]:
    """The acts that are the account's, whatever the decision's state."""
    if workflow.may_lead(request.user, decision.meeting.municipality_id):
        return {"close", "edit", "cancel", "reopen"}
    return {"close"} if workflow.may_close(request.user, decision) else set()


def _forms(request: HttpRequest, decision: MeetingDecision, data: Any = None) -> dict[str, Form]:
    town = decision.meeting.municipality
    return {
        "close": CloseForm(data, auto_id="close_%s", initial={"done_date": timezone.localdate()}),
        "edit": DecisionForm(data, municipality=town, auto_id="edit_%s", initial=DecisionForm.of(decision)),
        "cancel": ReasonForm(data, auto_id="cancel_%s"),
        "reopen": NothingForm(data, auto_id="reopen_%s"),
    }


def _show(
    request: HttpRequest, decision: MeetingDecision, code: str = "", refused: Form | None = None
) -> HttpResponse:
    offered = {"close", "edit", "cancel"} if decision.is_open else {"reopen"}
    if refused is not None:
        offered = offered | {code}
    allowed = _allowed(request, decision) & offered
    forms = {name: form for name, form in _forms(request, decision).items() if name in allowed}
    if refused is not None:
        forms[code] = refused
    context = {
        "decision": decision,
        "standing": of_decision(decision, timezone.localdate()),
        "forms": forms,
        "refused": refused,
    }
    return render(request, "roadmap/decision.html", context, status=400 if refused is not None else 200)


@area_required("meetings")
def decisions_xlsx(request: HttpRequest) -> HttpResponse:
    """The decisions of a school year with owners and days; `meeting` narrows to one meeting."""
    on = timezone.localdate()
    form, year = read_filters(request, CoordinationMeeting.objects.visible_to(request.user))
    meetings = CoordinationMeeting.objects.visible_to(request.user).filter(municipality__in=form.towns())
    wanted = key_of(request.GET.get("meeting", ""))
    chosen = meetings.of_year(year) if wanted is None else meetings.filter(pk=wanted)
    found = MeetingDecision.objects.filter(meeting__in=chosen).with_owners()
    rows = [
        (
            item.meeting.date,
            item.meeting.protocol_number,
            item.number,
            item.text,
            item.owner,
            item.due_date,
            of_decision(item, on).words.replace("\u00a0", " "),
            item.note,
        )
        for item in found.order_by("meeting__date", "meeting", "number")
    ]
    record_export(
        by=request.user,
        action="decisions.exported",
        rows=len(rows),
        chosen={"год": years.label(year), "совещание": wanted or "все"},
    )
    return xlsx_download(
        f"decisions-{year}", f"Решения {years.label(year).replace('/', '-')}", HEADINGS, rows, widths=WIDTHS
    )


@area_required("meetings")
def behind_page(request: HttpRequest) -> HttpResponse:
    """Who is behind today: owners of decisions and of the plan, the municipal roadmap, schools."""
    on = timezone.localdate()
    form, year = read_filters(request, CoordinationMeeting.objects.visible_to(request.user))
    towns = form.towns()
    found = behind(towns, year, on, Roadmap.objects.visible_to(request.user))
    context = {"form": form, "year": year, "on": on, "towns": towns, "behind": found}
    return render(request, "roadmap/behind.html", context)
