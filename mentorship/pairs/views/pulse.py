"""The pulse of a pair: its one question to a side, and what a curator writes about a low answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.pairs import actions
from mentorship.pairs.actions import Actor
from mentorship.pairs.life import pulse as workflow
from mentorship.pairs.life.forms import PulseForm, ReactionForm
from mentorship.pairs.models import Pair, Pulse
from mentorship.pairs.views.asking import fitting, press
from mentorship.pairs.views.changes import require
from mentorship.pairs.views.heads import find_pair
from schools.guards import area_required

DESK = {Actor.METHODIST, Actor.CURATOR}


@area_required("pairs", change=True)
def pulse_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The question put to this very person; anybody else's is not found."""
    user: Any = request.user
    visible = Pulse.objects.filter(pair__in=Pair.objects.visible_to(user), person=user.person_id)
    pulse = get_object_or_404(visible.select_related("pair__mentor__person"), pk=pk)
    form = PulseForm(request.POST if request.method == "POST" else None)
    is_open = pulse.answered_at is None and not pulse.pair.is_over
    if request.method == "POST" and form.is_valid():
        try:
            workflow.answer(pulse=pulse, by=user, on=timezone.localdate(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, fitting(form, error))
        else:
            messages.success(request, "Спасибо, ответ записан.")
            return redirect(pulse.pair)
    context = {"pulse": pulse, "pair": pulse.pair, "form": form, "is_open": is_open}
    status = 400 if request.method == "POST" else 200
    return render(request, "pairs/life/pulse.html", context, status=status)


@require_POST
@area_required("pairs", change=True)
def react(request: HttpRequest, pk: int, pulse_pk: int) -> HttpResponse:
    """Write what was done about a low answer."""
    user: Any = request.user
    seen = find_pair(request, pk)
    require(seen, actions.REACT)
    if not workflow.may_read(seen.pair, seen.members, user.person_id, bool(seen.actors & DESK)):
        raise PermissionDenied
    pulse = get_object_or_404(Pulse, pair=seen.pair, pk=pulse_pk)
    form = ReactionForm(request.POST)

    def do() -> str:
        workflow.react(pulse=pulse, reaction=form.data.get("reaction", ""), by=user)
        return "Записано: задача закрыта."

    return press(request, do, f"{reverse('pairs:detail', args=[pk])}#pulse")
