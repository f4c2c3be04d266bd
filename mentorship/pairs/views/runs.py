"""Matching of the whole pool: its drafts, one draft with its lines, what is done to them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from mentorship.pairs.desk import runs
from mentorship.pairs.desk.display import Shown, line_rows, objective_words, tabs_of
from mentorship.pairs.desk.forms import AimForm
from mentorship.pairs.desk.pool import usual_form
from mentorship.pairs.desk.publishing import publish
from mentorship.pairs.desk.reach import chosen_municipality, municipalities_of
from mentorship.pairs.desk.runs import Aim
from mentorship.pairs.desk.standing import newcomers, problems_of
from mentorship.pairs.models import MatchLine, MatchRun
from mentorship.pairs.undoing import PUBLISHED_RUN
from schools.comfort.undo import offer
from schools.guards import area_required
from schools.russian import plural

AREA = "matching"
PAGE = 50


def _sent(view: Callable) -> Callable:
    """Change on POST alone; who comes by a link (a page of a refusal, the sign-in) is led to the matching."""

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, *args, **kwargs)
        where = reverse("pairs:run", args=[kwargs["pk"]]) if "pk" in kwargs else reverse("pairs:runs")
        return redirect(f"{where}{_query(request)}")

    return led


def _query(request: HttpRequest) -> str:
    """The tab and the page of the address, to come back to."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


@area_required(AREA)
def run_list(request: HttpRequest) -> HttpResponse:
    """The matchings in sight, the newest first."""
    user: Any = request.user
    rows = MatchRun.objects.visible_to(user).select_related("municipality", "created_by__person")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    places = municipalities_of(user, change=True)
    context = {
        "page_obj": page,
        "rows": [{"run": run, "objective": objective_words(run)} for run in page],
        "places": places,
    }
    return render(request, "pairs/desk/run_list.html", context)


@area_required(AREA, change=True)
@_sent
def start_run(request: HttpRequest) -> HttpResponse:
    """«Подобрать всем»: a draft for the most people in the usual form; both can be changed on its page."""
    user: Any = request.user
    places = municipalities_of(user, change=True)
    place = chosen_municipality(user, places, request.POST.get("municipality"))
    if place is None:
        raise Http404
    run = runs.draft_run(municipality=place, aim=Aim(usual_form()), by=user, now=timezone.now())
    return redirect(run)


@area_required(AREA)
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One matching: pairs with reasons, requests without a mentor, whom to recruit."""
    return _page(request, _seen(request, pk))


@area_required(AREA, change=True)
@_sent
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    """Solve a draft again for the objective, form and variant that were chosen."""
    run = _seen(request, pk, change=True)
    form = AimForm(request.POST)
    if not form.is_valid():
        return _page(request, run, form, status=400)
    return _done(
        request, run, form, lambda: _solved(runs.solve_again(run=run, aim=form.aim, **_actor(request)))
    )


@area_required(AREA, change=True)
@_sent
def publish_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the pairs of a draft."""
    run = _seen(request, pk, change=True)

    def act() -> str:
        outcome = publish(run=run, **_actor(request))
        count, left = len(outcome.pairs), len(outcome.left)
        offer(request, code=PUBLISHED_RUN, done=run.pk, path=run.get_absolute_url())
        words = f"{plural(count, 'Предложена', 'Предложены', 'Предложено')} {count} "
        words += plural(count, "пара", "пары", "пар")
        return f"{words}. Не получилось: {left} — причины в таблице." if left else f"{words}."

    return _done(request, run, None, act)


@area_required(AREA, change=True)
@_sent
def discard_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    run = _seen(request, pk, change=True)

    def act() -> str:
        runs.discard(run=run, **_actor(request))
        return f"{run} отброшен: ни одной пары он не создал."

    return _done(request, run, None, act)


@area_required(AREA, change=True)
@_sent
def lock_line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Lock a line, or let it go."""
    run = _seen(request, pk, change=True)
    line = get_object_or_404(run.lines, pk=line_pk)
    user: Any = request.user
    is_locked = request.POST.get("lock") == "1"

    def act() -> str:
        changed = runs.set_lock(line=line, is_locked=is_locked, by=user)
        who = changed.request.person.short_name
        return f"{who}: пара {'закреплена' if is_locked else 'откреплена'}."

    return _done(request, run, None, act, back=f"#line-{line.pk}")


def _seen(request: HttpRequest, pk: int, *, change: bool = False) -> MatchRun:
    """The run within the user's scope; one out of sight is 404."""
    user: Any = request.user
    visible = MatchRun.objects.visible_to(user).select_related(
        "municipality", "form", "variant", "created_by__person", "closed_by__person"
    )
    run = get_object_or_404(visible, pk=pk)
    if change and not user.access.scope(AREA, change=True).reaches(municipality=run.municipality_id):
        raise Http404
    return run


def _actor(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}


def _solved(solved: runs.Solved) -> str:
    words = f"Посчитано заново, изменилось строк: {solved.changed}."
    if solved.gone:
        words += f" Больше не ждут наставника и убраны: {', '.join(solved.gone)}."
    return words


def _done(
    request: HttpRequest, run: MatchRun, form: AimForm | None, act: Callable[[], str], back: str = ""
) -> HttpResponse:
    """Do it and go back to the run; a refusal shows the page with its words."""
    try:
        words = act()
    except ValidationError as refusal:
        return _page(request, run, form, status=400, refusal=refusal)
    messages.success(request, words)
    return redirect(run.get_absolute_url() + _query(request) + back)


def _page(
    request: HttpRequest,
    run: MatchRun,
    form: AimForm | None = None,
    *,
    status: int = 200,
    refusal: ValidationError | None = None,
) -> HttpResponse:
    user: Any = request.user
    run.refresh_from_db(fields=["state", "total", "objective"])
    today = timezone.localdate()
    lines = _lines(run)
    problems = problems_of(run, lines, today) if run.is_draft else {}
    shown = Shown(request.GET.get("show", ""), lines, problems)
    page = Paginator(shown.lines, PAGE).get_page(request.GET.get("page"))
    reached = user.access.scope(AREA, change=True).reaches(municipality=run.municipality_id)
    may_change = run.is_draft and reached
    aim = {"objective": run.objective, "form": run.form_id, "variant": run.variant_id}
    context = {
        "run": run,
        "objective": objective_words(run),
        "tabs": tabs_of(run, shown),
        "shown": shown,
        "page_obj": page,
        "rows": line_rows(page, problems),
        "recruits": run.recruits,
        "newcomers": newcomers(run, lines, today) if run.is_draft else 0,
        "form": (form or AimForm(initial=aim)) if may_change else None,
        "refusal": refusal,
        "may_change": may_change,
    }
    return render(request, "pairs/desk/run.html", context, status=status)


def _lines(run: MatchRun) -> list[MatchLine]:
    """Every line with the people and words of its rows; one query."""
    return list(
        run.lines.select_related("request__person__school", "mentor__person__school", "pair")
        .select_related("request__subject", "request__difficulty")
        .select_related("request__focus", "request__mentee_category")
        .order_by("request_id")
    )
