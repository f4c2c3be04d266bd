"""One line of a matching changed by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mentorship.bank.models import Mentor
from mentorship.pairs.candidates import need_of, offers_of
from mentorship.pairs.desk import runs
from mentorship.pairs.desk.conditions import Conditions
from mentorship.pairs.desk.forms import NOBODY, OverrideForm
from mentorship.pairs.matching import rank
from mentorship.pairs.models import MatchLine, MatchRun
from schools.guards import area_required


@area_required("matching", change=True)
def change_line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Choose another mentor for a request of a draft, with the reason; the rest is solved again."""
    user: Any = request.user
    scope = user.access.scope("matching", change=True)
    reached = MatchRun.objects.visible_to(user).filter(scope.q(municipality="municipality"))
    run = get_object_or_404(reached.drafts(), pk=pk)
    line = get_object_or_404(
        run.lines.select_related("run", "request__person__school", "mentor__person").select_related(
            "request__subject", "request__difficulty", "request__focus", "request__mentee_category"
        ),
        pk=line_pk,
    )
    offered = _offered(run, line)
    form = OverrideForm(request.POST or None, offered=offered, initial={"mentor": line.mentor_id or NOBODY})
    if request.method == "POST" and form.is_valid():
        try:
            solved = _override(line, form.cleaned_data, user)
        except ValidationError as refusal:
            form.add_error(None, ValidationError(refusal.messages))
        else:
            messages.success(
                request, f"Выбор сохранён и закреплён. Других строк изменилось: {solved.changed}."
            )
            return redirect(run)
    context = {"run": run, "line": line, "form": form, "count": len(offered)}
    return render(request, "pairs/desk/line.html", context, status=400 if form.is_bound else 200)


def _override(line: MatchLine, data: dict[str, Any], user: Any) -> runs.Solved:
    mentor = None if data["mentor"] == NOBODY else Mentor.objects.get(pk=data["mentor"])
    return runs.override(line=line, mentor=mentor, reason=data["reason"], by=user, now=timezone.now())


def _offered(run: MatchRun, line: MatchLine) -> list[tuple[str, str]]:
    """Mentors whom no hard rule bars, the best first, in words."""
    today = timezone.localdate()
    need = need_of(line.request, today)
    conditions = Conditions.of_json(run.conditions)
    ranking = rank(need, offers_of(run.municipality_id, today), conditions)
    return [
        (
            str(offer.pk),
            f"{offer.name} — {fit.score} из 100, свободно {offer.places} из {offer.capacity}",
        )
        for offer, fit in ranking.fitting
        if offer.places
    ]
