"""Incidents: the list, a new one, its page with terms, notices and extracts, its steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentorship.audit.models import Entry
from mentorship.journal import extract, notice, workflow
from mentorship.journal.forms import CloseForm, ExtractForm, IncidentForm, SentForm
from mentorship.journal.models import Incident, IncidentState
from mentorship.journal.selection import lines_of
from mentorship.journal.terms import Term, term
from schools.guards import area_required, refused
from schools.stamps import CONFLICT, ChangedMeanwhile

AREA = workflow.AREA
PAGE = 25
_DONE = {
    "notify": "Записано: первое уведомление отправлено.",
    "investigate": "Записано: второе уведомление отправлено.",
    "close": "Инцидент закрыт.",
}


@require_safe
@area_required(AREA)
def incident_list(request: HttpRequest) -> HttpResponse:
    """The incidents in sight, the newest first, with their terms."""
    user: Any = request.user
    seen = Incident.objects.visible_to(user).select_related("municipality")
    page = Paginator(seen, PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [{"incident": incident, "terms": _terms(incident, now)} for incident in page]
    return render(request, "journal/incidents.html", {"page_obj": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@area_required(AREA, change=True)
def new(request: HttpRequest) -> HttpResponse:
    """Put an incident on record."""
    now = timezone.now()
    form = IncidentForm(
        request.POST or None, user=request.user, initial={"noticed_at": timezone.localtime(now)}
    )
    if form.is_valid():
        try:
            incident = workflow.register(
                municipality=form.cleaned_data["municipality"], told=form.told, by=_user(request), now=now
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Инцидент зарегистрирован: отсчёт 24 и 72 часов идёт.")
            return redirect(incident)
    response = render(request, "journal/incident_form.html", {"form": form})
    return refused(response) if form.is_bound else response


@require_http_methods(["GET", "HEAD", "POST"])
@area_required(AREA, change=True)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell more of an open incident; a second window that is late gets both texts."""
    incident = _incident(request, pk)
    if incident.state != IncidentState.OPEN:
        messages.warning(request, "Инцидент закрыт: его больше не меняют.")
        return redirect(incident)
    form = IncidentForm(request.POST or None, user=request.user, instance=incident)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            workflow.change(
                incident=incident, told=form.told, version=version, by=_user(request), now=timezone.now()
            )
        except ChangedMeanwhile as meanwhile:
            form.add_error(None, meanwhile)
            form.data = form.data.copy()  # type: ignore[assignment]  # the next press stores over it
            form.data["version"] = incident.version  # type: ignore[index]
            status = CONFLICT
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Инцидент уточнён.")
            return redirect(incident)
    stored = _told(incident) if status == CONFLICT else []
    return render(
        request,
        "journal/incident_form.html",
        {"form": form, "incident": incident, "stored": stored},
        status=status,
    )


@require_safe
@area_required(AREA)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known, how the terms stand, what to send, which extracts were drawn up."""
    return _page(request, _incident(request, pk))


@require_POST
@area_required(AREA, change=True)
def act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step: a notice is sent, or the incident ends; what is refused stays in its form."""
    incident = _incident(request, pk)
    if step not in _DONE:
        raise Http404("Такого действия нет.")
    now = timezone.now()
    form = CloseForm(request.POST) if step == "close" else SentForm(request.POST, now=now)
    if form.is_valid():
        try:
            _do(step, incident, form, _user(request), now)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _DONE[step])
            return redirect(incident)
    return refused(_page(request, incident, step=step, form=form))


def _do(step: str, incident: Incident, form: Any, by: Any, now: Any) -> None:
    shared = {"incident": incident, "by": by, "now": now}
    if step == "close":
        workflow.close(conclusion=form.cleaned_data["conclusion"], **shared)
    elif step == "notify":
        workflow.tell_first(at=form.cleaned_data["at"], **shared)
    else:
        workflow.tell_second(at=form.cleaned_data["at"], **shared)


def _page(request: HttpRequest, incident: Incident, *, step: str = "", form: Any = None) -> HttpResponse:
    now = timezone.now()
    user = _user(request)
    entries = Entry.objects.filter(target_model="journal.incident", target_id=incident.pk)
    acts = lines_of(entries.select_related("by__person")[:PAGE])
    next_step = _next(incident) if user.access.may_change(AREA) else ""
    initial = timezone.localtime(now)
    blank = CloseForm() if next_step == "close" else SentForm(now=initial)
    context = {
        "incident": incident,
        "told": _told(incident),
        "terms": _terms(incident, now),
        "first_text": notice.first(incident),
        "second_text": notice.second(incident),
        "acts": acts,
        "extracts": [line for line in acts if line.entry.action == extract.ACTION],
        "extract_form": ExtractForm(
            initial={
                "start": incident.happened_from,
                "end": incident.happened_to or timezone.localdate(incident.noticed_at),
            }
        ),
        "next_step": next_step,
        "step_form": form if form is not None and step == next_step else blank,
        "refusal": form,
        "is_open": incident.state == IncidentState.OPEN,
        "may_change": user.access.may_change(AREA),
    }
    return render(request, "journal/incident.html", context)


def _next(incident: Incident) -> str:
    """The step that comes next; "" for a closed one."""
    if incident.state != IncidentState.OPEN:
        return ""
    if incident.notified_at is None:
        return "notify"
    return "investigate" if incident.investigated_at is None else "close"


def _told(incident: Incident) -> list[tuple[str, Any]]:
    """What is known, field by field with its words; blanks left out."""
    fields = ((Incident._meta.get_field(name), getattr(incident, name)) for name in workflow.TOLD[2:])
    return [(str(field.verbose_name), value) for field, value in fields if value not in (None, "")]


def _terms(incident: Incident, now: Any) -> list[Term]:
    return [
        term("Первое уведомление, 24 часа", incident.first_due, incident.notified_at, now),
        term("Итоги расследования, 72 часа", incident.second_due, incident.investigated_at, now),
    ]


def _incident(request: HttpRequest, pk: int) -> Incident:
    """The incident; one of another municipality is not found."""
    seen = Incident.objects.visible_to(request.user).select_related("municipality", "registered_by__person")
    return get_object_or_404(seen, pk=pk)


def _user(request: HttpRequest) -> Any:
    return request.user
