"""A pair made by hand, without a request on the matching desk."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mentorship.pairs import workflow
from mentorship.pairs.candidates import waiting_request_of
from mentorship.pairs.forms import ProposalForm
from mentorship.pairs.models import Pair
from schools.guards import area_required
from schools.models import Person


@area_required("pairs", change=True)
def add_pair(request: HttpRequest) -> HttpResponse:
    """Propose a pair of people within reach: a curator's school, a methodist's municipality."""
    user: Any = request.user
    scope = user.access.scope("pairs", change=True)
    if not (scope.everywhere or scope.municipalities or scope.schools):
        raise PermissionDenied
    people = Person.objects.filter(scope.q(municipality="municipality", school="school"))
    form = ProposalForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            pair = _propose(form.cleaned_data, user)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(
                request, f"Пара № {pair.number} предложена: ждём согласия наставника и наставляемого."
            )
            return redirect("pairs:detail", pair.pk)
    return render(request, "pairs/add.html", {"form": form}, status=400 if form.is_bound else 200)


def _propose(data: dict[str, Any], user: Any) -> Pair:
    """The mentee comes with the request that waits, where there is just one; more join on the pair's page."""
    today = timezone.localdate()
    return workflow.propose(
        mentor=data["mentor"].mentor,
        candidates=[workflow.Candidate(data["mentee"], waiting_request_of(data["mentee"], today))],
        topic=workflow.Topic(
            form=data["form"],
            variant=data["variant"],
            focus=data["focus"],
            subject=data["subject"],
            goal=data["goal"],
        ),
        by=user,
        today=today,
    )
