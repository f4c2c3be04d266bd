"""Versions of a plan: those that were agreed, and the one that is proposed beside what is in force."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from mentorship.roadmap import differences, workflow
from mentorship.roadmap.forms import CommentForm, NothingForm
from mentorship.roadmap.models import Revision, RevisionLine, Roadmap
from mentorship.roadmap.rights import acts_of, is_own
from mentorship.roadmap.views.acting import Act, Offer, attempt, form_of, offers
from mentorship.roadmap.views.roadmaps import visible_roadmap
from schools.guards import area_required

ACTS: dict[str, Act] = {
    "submit": Act(
        "revise",
        NothingForm,
        workflow.submit_revision,
        "Изменения отправлены на согласование. Пока действует прежний план.",
        "Отправить на согласование",
    ),
    "agree": Act(
        "agree", NothingForm, workflow.agree_revision, "Новая версия плана согласована.", "Согласовать"
    ),
    "return": Act(
        "return",
        CommentForm,
        workflow.return_revision,
        "Изменения возвращены. Пока действует прежний план.",
        "Вернуть на доработку",
    ),
    "withdraw": Act(
        "revise", NothingForm, workflow.withdraw_revision, "Изменения сняты: план прежний.", "Снять изменения"
    ),
}


def _offered(revision: Revision | None) -> tuple[str, ...]:
    """The acts that the proposed version's state offers."""
    if revision is None:
        return ()
    return ("agree", "return", "withdraw") if revision.is_submitted else ("submit", "withdraw")


@area_required("roadmap")
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposed version: what stands in force and what it would become."""
    return show(request, visible_roadmap(request, pk))


def show(request: HttpRequest, roadmap: Roadmap, refused: Offer | None = None) -> HttpResponse:
    """The page; a refused act is shown with its errors."""
    revision = roadmap.revisions.open().select_related("submitted_by__person", "template").first()
    rights = acts_of(request.user, roadmap)
    codes = [code for code in _offered(revision) if ACTS[code].right in rights]
    if refused is not None and refused.code not in codes:
        codes.append(refused.code)
    rows = revision.lines.select_related("event__stage", "stage") if revision else []
    lines = [(line, differences.of_line(line)) for line in rows]
    listed = {line.event_id for line, _ in lines}
    is_editable = "revise" in rights and roadmap.is_running and (revision is None or revision.is_draft)
    open_events = roadmap.events.open().select_related("stage").order_by("order") if is_editable else []
    context = {
        "roadmap": roadmap,
        "revision": revision,
        "lines": lines,
        "offers": {offer.code: offer for offer in offers(ACTS, codes, refused)},
        "refused": refused,
        "is_editable": is_editable,
        "own_conflict": "agree" in rights and is_own(request.user, roadmap),
        "others": [event for event in open_events if event.pk not in listed],
    }
    return render(request, "roadmap/changes.html", context, status=400 if refused else 200)


@require_POST
@area_required("roadmap", change=True)
def change_act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Send, agree, return or withdraw the proposed version."""
    roadmap = visible_roadmap(request, pk)
    if code not in ACTS:
        raise Http404
    if ACTS[code].right not in acts_of(request.user, roadmap):
        raise PermissionDenied
    revision = roadmap.revisions.open().first()
    if revision is None:
        messages.error(request, "Предлагаемых изменений нет: на них уже ответили или их сняли.")
        return redirect("roadmap:changes", roadmap.pk)
    revision.roadmap = roadmap
    offer = Offer(code, ACTS[code], form_of(code, ACTS[code], request.POST))
    if not attempt(request, offer, revision=revision):
        return show(request, roadmap, offer)
    return redirect("roadmap:detail" if code == "agree" else "roadmap:changes", roadmap.pk)


@require_POST
@area_required("roadmap", change=True)
def drop_line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Take a line out of the version being prepared."""
    roadmap = visible_roadmap(request, pk)
    if "revise" not in acts_of(request.user, roadmap):
        raise PermissionDenied
    rows = RevisionLine.objects.filter(revision__roadmap=roadmap).select_related("revision__roadmap")
    line = get_object_or_404(rows, pk=line_pk)
    act = Act("revise", NothingForm, workflow.drop_line, "Строка убрана.", "Убрать")
    offer = Offer("drop", act, NothingForm(request.POST))
    if not attempt(request, offer, line=line):
        return show(request, roadmap, offer)
    return redirect("roadmap:changes", roadmap.pk)


@area_required("roadmap")
def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version that was agreed: when, by whom, what changed."""
    roadmap = visible_roadmap(request, pk)
    versions = roadmap.versions.defer("events").select_related("agreed_by__person")
    context = {"roadmap": roadmap, "versions": versions}
    return render(request, "roadmap/versions.html", context)


@area_required("roadmap")
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The plan as it was agreed, and how it differs from the version before."""
    roadmap = visible_roadmap(request, pk)
    kept = {row.number: row for row in roadmap.versions.select_related("agreed_by__person")}
    if number not in kept:
        raise Http404
    shown, before = kept[number], kept.get(number - 1)
    context: dict[str, Any] = {
        "roadmap": roadmap,
        "version": shown,
        "before": before,
        "events": [_readable(row) for row in shown.events],
        "differences": differences.between(before.events, shown.events, differences.PLAN_WORDS)
        if before
        else [],
    }
    return render(request, "roadmap/version.html", context)


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    """A kept event with its days as people read them."""
    return {
        **row,
        "start": differences.in_words("start", row["start"]) if row["start"] else "",
        "due": differences.in_words("due", row["due"]) if row["due"] else "",
    }
