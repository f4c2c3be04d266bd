"""What is done to a pair with a pupil: agreed, begun, a meeting marked, ended, broken."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.pupils import workflow
from mentorship.pupils.forms import BreakForm, EndForm, MeetingForm, StartForm
from mentorship.pupils.rights import BUTTONS, Actor, actors_of
from mentorship.pupils.views.asking import Asking, run_form
from mentorship.pupils.views.cards import list_step
from mentorship.pupils.views.pairs import find_pair
from schools.forms import PortalForm
from schools.guards import area_required


class Act(NamedTuple):
    """An act: the change it makes, its form, its page in words, what is said afterwards."""

    perform: Callable[..., Any]
    form: type[forms.Form]
    words: str
    done: str


ACTS: dict[str, Act] = {
    "agree": Act(
        workflow.agree_pair, PortalForm, "Наставник и ученик согласны работать вместе.", "Отмечено."
    ),
    "start": Act(workflow.start_pair, StartForm, "С этого дня можно отмечать встречи.", "Пара работает."),
    "meeting": Act(
        workflow.log_meeting, MeetingForm, "Отмечается только день и тема из списка.", "Встреча отмечена."
    ),
    "end": Act(workflow.end_pair, EndForm, "Работа пары закончена по плану.", "Пара завершена."),
    "break": Act(workflow.break_pair, BreakForm, "Работа пары прекращается раньше срока.", "Пара прервана."),
}


@area_required("pupils", change=True)
def act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Ask for what the act needs and carry it out."""
    user: Any = request.user
    pair = find_pair(request, pk)
    if code not in ACTS:
        raise Http404
    chosen, button, today = ACTS[code], BUTTONS[code], timezone.localdate()
    if not actors_of(user, pair) & set(button.actors):
        raise PermissionDenied

    def do(data: dict[str, Any]) -> tuple[str, str]:
        chosen.perform(pair=pair, on=today, by=user, **data)
        return chosen.done, pair.get_absolute_url()

    initial = dict.fromkeys(("day", "start_date", "end_date"), today)
    form = chosen.form(request.POST if request.method == "POST" else None, initial=initial)
    steps = (list_step(), (pair.get_absolute_url(), pair.title))
    asking = Asking(button.words, chosen.words, button.words, pair.get_absolute_url(), steps)
    return run_form(request, form, do, asking)


@require_POST
@area_required("pupils", change=True)
def remove(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    """Take a mistaken mark of a meeting back."""
    user: Any = request.user
    pair = find_pair(request, pk)
    if not actors_of(user, pair) & {Actor.CURATOR, Actor.MENTOR}:
        raise PermissionDenied
    meeting = get_object_or_404(pair.meetings, pk=meeting_pk)
    try:
        workflow.remove_meeting(meeting=meeting, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Встреча убрана.")
    return redirect(reverse("pupils:pair", args=[pk]))
