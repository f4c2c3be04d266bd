"""Pressing the buttons of a page: the door, the form, the workflow, what is said afterwards."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from mentorship.bank.actions import Action, Offer, offers, perform
from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.bank.rights import Actor
from schools.forms import PortalForm


class Pressed(NamedTuple):
    """What the page offers now, the form that was refused, whether something was done."""

    offers: list[Offer]
    refused: PortalForm | None = None
    is_done: bool = False

    @property
    def folded(self) -> list[Offer]:
        """What is not the way forward."""
        return [offer for offer in self.offers if not offer.action.is_main]


def press(
    request: HttpRequest,
    actions: Mapping[str, Action],
    row: Mentor | MenteeRequest,
    actors: frozenset[Actor],
) -> Pressed:
    """Do what a POST presses: an unknown button is 404, one of another role 403; a refusal keeps the form."""
    if request.method != "POST":
        return Pressed(offers(actions, row, actors))
    name = request.POST.get("action", "")
    if not actors:
        raise PermissionDenied
    if name not in actions:
        raise Http404
    if not actions[name].actors & actors:
        raise PermissionDenied
    offer = Offer(name, actions[name], actions[name].form(row=row, prefix=name))
    if perform(offer, row, by=request.user, on=timezone.localdate(), data=request.POST):
        messages.success(request, offer.action.done)
        return Pressed([], is_done=True)
    # what the workflow tried before it refused must not show
    row.refresh_from_db()
    shown = [offer if other.name == name else other for other in offers(actions, row, actors)]
    return Pressed(shown, offer.form)
