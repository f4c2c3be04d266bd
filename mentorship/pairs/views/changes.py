"""What is done to a pair from its page: transitions, members, meetings."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.pairs import actions, workflow
from mentorship.pairs.actions import ACTIONS, DESK, may_ever
from mentorship.pairs.display import title_of
from mentorship.pairs.enums import MeetingKind
from mentorship.pairs.forms import EndMembershipForm, MeetingForm
from mentorship.pairs.life.closing import owed_forms, warnings_of
from mentorship.pairs.steps import STEPS, Case
from mentorship.pairs.views.details import show_pair
from mentorship.pairs.views.heads import Seen, find_pair
from schools.guards import area_required
from schools.stamps import CONFLICT, OPEN, REFUSED

# Before these the page says what is still open.
_CLOSING = ("ask_completion", "complete")
# A director changes nothing of pairs but dissolves those of the own school (domain.md §4.3, §4.8).
_DOORS = {"dissolve": ("pairs", "dissolving")}


@area_required("pairs")
def act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Ask for what an action needs and carry it out."""
    if not any(request.user.has_perm(f"{area}.change") for area in _DOORS.get(code, ("pairs",))):
        raise PermissionDenied
    seen = find_pair(request, pk)
    if code not in STEPS:
        raise Http404
    require(seen, ACTIONS[code])
    step, case = STEPS[code], _case(request, seen)
    form = step.make_form(case, request.POST or None) if step.make_form else None
    error = None
    if request.method == "POST" and (form is None or form.is_valid()):
        error = attempt(lambda: step.run(case, form.cleaned_data if form else {}))
        if error is None:
            messages.success(request, step.done)
            return redirect("pairs:detail", pk)
    if form is not None and error is not None:
        form.add_error(None, error)
    warnings = _warnings(code, seen)
    return ask_page(request, seen, ACTIONS[code].words, step.words, form, error, warnings=warnings)


@require_POST
@area_required("pairs", change=True)
def log_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a line of the journal."""
    seen = find_pair(request, pk)
    require(seen, actions.LOG_MEETING)
    form = MeetingForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        error = attempt(
            lambda: workflow.log_meeting(
                pair=seen.pair,
                meeting_date=data["date"],
                kind=MeetingKind(data["kind"]),
                topic=data["topic"],
                by=request.user,  # type: ignore[arg-type]
                today=timezone.localdate(),
            )
        )
        if error is None:
            messages.success(request, "Встреча записана.")
            return redirect("pairs:detail", pk)
        form.add_error(None, error)
    return show_pair(request, seen, form, status=400)


@require_POST
@area_required("pairs", change=True)
def confirm_meeting(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    """Confirm a meeting that another participant logged."""
    seen = find_pair(request, pk)
    require(seen, actions.CONFIRM_MEETING)
    meeting = get_object_or_404(seen.pair.meetings, pk=meeting_pk)
    user: Any = request.user
    error = attempt(lambda: workflow.confirm_meeting(meeting=meeting, person=user.person, by=user))
    if error is None:
        messages.success(request, "Встреча подтверждена.")
    else:
        messages.error(request, " ".join(error.messages))
    return redirect("pairs:detail", pk)


@area_required("pairs", change=True)
def end_membership(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Let a mentee leave a group."""
    seen = find_pair(request, pk)
    require(seen, actions.END_MEMBERSHIP)
    member = next((item for item in seen.members if item.pk == member_pk), None)
    if member is None:
        raise Http404
    today = timezone.localdate()
    form = EndMembershipForm(request.POST or None, initial={"end_date": today})
    if request.method == "POST" and form.is_valid():
        error = attempt(
            lambda: workflow.end_membership(
                member=member,
                by=request.user,  # type: ignore[arg-type]
                today=today,
                **form.cleaned_data,
            )
        )
        if error is None:
            messages.success(request, f"{member.mentee} покидает группу.")
            return redirect("pairs:detail", pk)
        form.add_error(None, error)
    words = "Остальные наставляемые продолжат работу; место у наставника освободится после последнего дня."
    return ask_page(request, seen, f"Вывести из группы: {member.mentee}", words, form, None)


def _warnings(code: str, seen: Seen) -> list[str]:
    """What is still open; who owes a questionnaire is nothing for the pair itself to read."""
    today = timezone.localdate()
    if code in _CLOSING:
        return warnings_of(seen.pair, today)
    return owed_forms(seen.pair, today) if code == "start" and seen.actors & set(DESK) else []


def _case(request: HttpRequest, seen: Seen) -> Case:
    return Case(seen.pair, seen.members, request.user, seen.actors, timezone.localdate())  # type: ignore[arg-type]


def require(seen: Seen, action: actions.Action) -> None:
    """Refuse whoever may never do this to the pair; a wrong state is refused by the workflow, in words."""
    if not may_ever(action, seen.actors):
        raise PermissionDenied


def attempt(do: Callable[[], object]) -> ValidationError | None:
    """Call the workflow; its refusal without the fields it names, which the form may not have."""
    try:
        do()
    except ValidationError as error:
        return ValidationError(error.messages)
    return None


def ask_page(
    request: HttpRequest,
    seen: Seen,
    heading: str,
    words: str,
    form: Any,
    error: ValidationError | None = None,
    **more: Any,
) -> HttpResponse:
    """The page with the form of one action; a refused one keeps what was typed.

    `more` may hold `warnings` to know of before, `back` (where «Не менять» leads) and `verb` of the button.
    """
    context = {
        "pair": seen.pair,
        "title": title_of(seen.pair, seen.members),
        "heading": heading,
        "words": words,
        "form": form,
        "refusal": error if form is None else None,
        **more,
    }
    refused = CONFLICT if getattr(form, "is_conflict", False) else REFUSED
    status = refused if request.method == "POST" else OPEN
    return render(request, "pairs/action.html", context, status=status)
