"""One event: its page with everything that can be done to it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.roadmap import standing, workflow
from mentorship.roadmap.enums import ChangeState, EventState
from mentorship.roadmap.forms import (
    AnswerForm,
    CommentForm,
    ConfirmForm,
    DoneForm,
    EvidenceForm,
    MoveForm,
    NothingForm,
    OccurrenceForm,
    ReasonForm,
)
from mentorship.roadmap.hints import hint_of
from mentorship.roadmap.models import PlanChange, RoadmapEvent
from mentorship.roadmap.proofs import finding_of
from mentorship.roadmap.rights import acts_of
from mentorship.roadmap.views.acting import Act, Offer, attempt, form_of, offers
from mentorship.roadmap.views.roadmaps import visible_roadmap
from schools.guards import area_required


def _with_evidence(change: Any) -> Any:
    """Turn the form's single link into the workflow's links, a photo just taken into one more file."""

    def perform(*, link: str, files: list[Any], photo: Any = None, **arguments: Any) -> Any:
        return change(links=[link], files=[*([photo] if photo else []), *files], **arguments)

    return perform


def _on_change(change: Any) -> Any:
    """Find the request of the event that waits for an answer."""

    def perform(*, event: RoadmapEvent, **arguments: Any) -> Any:
        waiting = PlanChange.objects.filter(event=event, state=ChangeState.ASKED).first()
        if waiting is None:
            raise ValidationError("Просьба уже снята или на неё ответили.")
        return change(change=waiting, **arguments)

    return perform


ACTS: dict[str, Act] = {
    "confirm": Act(
        "mark",
        ConfirmForm,
        workflow.confirm_done,
        "Мероприятие отмечено выполненным по данным портала.",
        "Подтвердить и отметить",
        "Подтвердить данными портала",
    ),
    "done": Act(
        "mark",
        DoneForm,
        _with_evidence(workflow.mark_done),
        "Мероприятие отмечено выполненным.",
        "Отметить выполнение",
        "Отметить выполнение",
    ),
    "occurrence": Act(
        "mark",
        OccurrenceForm,
        _with_evidence(workflow.add_occurrence),
        "Запись добавлена.",
        "Добавить запись",
        "Записать, что сделано",
    ),
    "evidence": Act(
        "mark",
        EvidenceForm,
        _with_evidence(workflow.add_evidence),
        "Подтверждение добавлено.",
        "Добавить",
        "Добавить подтверждение",
    ),
    "attach": Act(
        "mark",
        NothingForm,
        workflow.attach_finding,
        "Данные портала приложены.",
        "Приложить данные портала",
        "Приложить данные портала",
    ),
    "unmark": Act(
        "mark",
        NothingForm,
        workflow.unmark,
        "Отметка снята: мероприятие снова в плане.",
        "Снять отметку",
        "Отметили по ошибке?",
    ),
    "undo": Act(
        "undo",
        CommentForm,
        workflow.undo_done,
        "Отметка снята, школа увидит, чего не хватает.",
        "Вернуть школе",
        "Подтверждения недостаточно",
    ),
    "accept": Act(
        "change",
        NothingForm,
        _on_change(workflow.accept_change),
        "Изменение внесено в план.",
        "Внести в план",
    ),
    "decline": Act(
        "change",
        AnswerForm,
        _on_change(workflow.decline_change),
        "Просьба отклонена, план прежний.",
        "Отклонить",
        "Отклонить просьбу",
    ),
    "move": Act("change", MoveForm, workflow.move_event, "Срок перенесён.", "Перенести", "Перенести срок"),
    "cancel": Act(
        "change",
        ReasonForm,
        workflow.cancel_event,
        "Мероприятие отменено.",
        "Отменить мероприятие",
        "Отменить мероприятие",
    ),
    "ask_move": Act(
        "ask",
        MoveForm,
        workflow.ask_move,
        "Просьба отправлена: прежний срок действует до ответа.",
        "Попросить",
        "Попросить перенести срок",
    ),
    "ask_cancel": Act(
        "ask",
        ReasonForm,
        workflow.ask_cancel,
        "Просьба отправлена: мероприятие остаётся в плане до ответа.",
        "Попросить",
        "Попросить отменить мероприятие",
    ),
}


# What a request of the school is answered with; these forms stand beside the request.
ANSWERS = ("accept", "decline")


# Acts whose change asks what day it is.
ON_A_DAY = ("done", "occurrence", "confirm", "attach")


def offered(event: RoadmapEvent, rights: frozenset[str], *, asked: bool, found: bool = False) -> list[str]:
    """The acts that the event's state and the roadmap's state leave to someone with these rights."""
    if event.state == EventState.CANCELLED:
        return []
    if event.roadmap.is_draft:
        codes = ["move", "cancel"] if "plan" in rights else []
    elif event.roadmap.is_running:
        codes = [*_facts(event, rights, found=found), *_changes(event, rights, asked=asked)]
    else:
        codes = []
    return [code for code in codes if event.is_datable or code not in ("move", "ask_move")]


def _facts(event: RoadmapEvent, rights: frozenset[str], *, found: bool) -> list[str]:
    """What was held and what proves it."""
    codes = []
    if "mark" in rights:
        is_doable = event.is_open and event.is_datable
        if found:
            codes.append("confirm" if is_doable else "attach")
        codes += ["done"] if is_doable else []
        codes += ["occurrence"] if event.is_ongoing else []
        codes += ["evidence"]
        codes += ["unmark"] if event.is_done else []
    if "undo" in rights and event.is_done:
        codes.append("undo")
    return codes


def _changes(event: RoadmapEvent, rights: frozenset[str], *, asked: bool) -> list[str]:
    """How the agreed plan may change: who decides does it, who asks waits for one answer at a time."""
    if not event.is_open:
        return []
    if "change" in rights:
        return [*(ANSWERS if asked else ()), "move", "cancel"]
    return ["ask_move", "ask_cancel"] if "ask" in rights and not asked else []


@area_required("roadmap")
def event_page(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """The event; POST does the act named by the pressed button."""
    event = visible_event(request, pk, event_pk)
    if request.method != "POST":
        return show(request, event)
    code = request.POST.get("act", "")
    rights = acts_of(request.user, event.roadmap)
    if code not in ACTS or not _may(code, event, rights):
        raise PermissionDenied
    offer = Offer(code, ACTS[code], form_of(code, ACTS[code], request.POST, request.FILES))
    on_day = {"on": timezone.localdate()} if code in ON_A_DAY else {}
    if not attempt(request, offer, event=event, **on_day):
        return show(request, event, offer)
    return redirect(event)


def _may(code: str, event: RoadmapEvent, rights: frozenset[str]) -> bool:
    """In a draft the plan is the school's own: moving and cancelling belong to those who plan."""
    right = "plan" if event.roadmap.is_draft and code in ("move", "cancel") else ACTS[code].right
    return right in rights


def visible_event(request: HttpRequest, pk: int, event_pk: int) -> RoadmapEvent:
    """The event of a roadmap in sight, else 404."""
    roadmap = visible_roadmap(request, pk)
    event = get_object_or_404(RoadmapEvent.objects.select_related("stage"), pk=event_pk, roadmap=roadmap)
    event.roadmap = roadmap
    return event


def show(request: HttpRequest, event: RoadmapEvent, refused: Offer | None = None) -> HttpResponse:
    """What is known of the event, and the forms of what can be done."""
    on = timezone.localdate()
    rights = acts_of(request.user, event.roadmap)
    changes = list(event.changes.select_related("asked_by__person", "decided_by__person"))
    asked = next((change for change in changes if change.state == ChangeState.ASKED), None)
    finding = finding_of(event, on) if "mark" in rights else None
    if finding and event.evidence.filter(portal_words=finding.words).exists():
        finding = None  # the school has confirmed these very words
    codes = offered(event, rights, asked=asked is not None, found=finding is not None)
    if refused is not None and refused.code not in codes:
        codes.append(refused.code)  # done by someone else meanwhile: the refusal still has to be told
    today = {"done": {"done_date": on}, "occurrence": {"day": on}}
    if finding:
        today["confirm"] = {"done_date": finding.day or on}
    shown = offers(ACTS, codes, refused, **today)
    context = {
        "event": event,
        "roadmap": event.roadmap,
        "standing": standing.of_event(event, on, running=event.roadmap.is_running),
        "rights": rights,
        "offers": [offer for offer in shown if offer.code not in ANSWERS],
        "answers": [offer for offer in shown if offer.code in ANSWERS],
        "refused": refused,
        "asked": asked,
        "changes": [change for change in changes if change is not asked],
        "hint": hint_of(event),
        "finding": finding,
        "attendance_count": event.attendance.confirmed().count(),
        "may_see_people": request.user.has_perm("people.view"),
        "evidence": event.evidence.filter(occurrence=None).select_related("added_by__person"),
        "occurrences": event.occurrences.prefetch_related("evidence")
        .select_related("added_by__person")
        .annotate(attendance_count=Count("attendance", filter=Q(attendance__is_confirmed=True))),
        "may_remove": "mark" in rights and event.roadmap.is_running,
    }
    return render(request, "roadmap/event.html", context, status=400 if refused else 200)
