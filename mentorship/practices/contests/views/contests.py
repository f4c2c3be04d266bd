"""Contests: the list, a contest with its nominations and entries, its steps."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.practices.contests import running
from mentorship.practices.contests.display import Named, look_of_contest, named
from mentorship.practices.contests.entering import unanswered
from mentorship.practices.contests.enums import CONTEST_STEPS, ContestState, Takes
from mentorship.practices.contests.forms import ContestForm, NominationForm, RecallForm
from mentorship.practices.contests.honouring import offer_honours
from mentorship.practices.contests.rights import issues, may_propose, places_of, runs
from mentorship.practices.forms import VersionForm
from mentorship.practices.models import Award, Contest, ContestEntry, Nomination
from mentorship.practices.prose import html_of
from schools import years
from schools.guards import area_required
from schools.stamps import OPEN, REFUSED, status_of, status_of_refusal

AREA = "contests"
PAGE = 20
VERBS = {
    "open": "Открыть выдвижение",
    "close": "Закрыть выдвижение",
    "announce": "Объявить итоги",
    "resume": "Продолжить выдвижение",
    "recall": "Снять итоги с публикации",
}
DONE = {
    "open": "Выдвижение открыто: школы видят конкурс и предлагают кандидатов.",
    "close": "Выдвижение закрыто. Запишите результаты и объявите итоги.",
    "announce": "Итоги объявлены. На публичной странице — те, кто согласился.",
    "resume": "Выдвижение продолжается.",
    "recall": "Итоги сняты с публичной страницы.",
}


class Step(NamedTuple):
    """A step with its form and the words of its button."""

    step: str
    verb: str
    form: VersionForm
    is_main: bool


def find_contest(request: HttpRequest, pk: int) -> Contest:
    """The contest, or 404 outside the account's sight."""
    visible = Contest.objects.visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(visible.select_related("municipality", "document"), pk=pk)


def find_run(request: HttpRequest, pk: int) -> Contest:
    """The contest for those who lead it; 403 for others who see it."""
    contest = find_contest(request, pk)
    if not runs(request.user, contest):
        raise PermissionDenied
    return contest


@area_required(AREA)
def contest_list(request: HttpRequest) -> HttpResponse:
    """The contests in sight, the newest year first."""
    user: Any = request.user
    contests = Contest.objects.visible_to(user).select_related("municipality")
    page = Paginator(contests, PAGE).get_page(request.GET.get("page"))
    places = places_of(user, AREA)
    context = {
        "page_obj": page,
        "rows": [(row, look_of_contest(row)) for row in page],
        "may_create": bool(places),
        "shows_place": len({row.municipality_id for row in page}) > 1,
    }
    return render(request, "contests/list.html", context)


@area_required(AREA, change=True)
def new(request: HttpRequest) -> HttpResponse:
    """A draft of a contest."""
    user: Any = request.user
    places = places_of(user, AREA)
    if not places:
        raise PermissionDenied
    today = timezone.localdate()
    first = {"year": years.year_of(today)}
    form = ContestForm(request.POST or None, places=places, initial=first)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        municipality = fields.pop("municipality", None) or places[0]
        try:
            contest = running.create_contest(municipality=municipality, by=user, **fields)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Черновик готов. Проверьте номинации и откройте выдвижение.")
            return redirect(contest)
    return render(request, "contests/edit.html", {"form": form}, status=status_of(form))


@area_required(AREA, change=True)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The regulation and the days."""
    contest, user = find_run(request, pk), request.user
    title, places = str(contest), places_of(user, AREA).filter(pk=contest.municipality_id)
    form, status = ContestForm(request.POST or None, instance=contest, places=places), OPEN
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            fields = dict(form.cleaned_data)
            try:
                running.change_contest(contest=contest, by=user, **fields)  # type: ignore[arg-type]
            except ValidationError as error:
                form.add_error(None, error.messages)
                status = status_of_refusal(error)
                form.data = form.data.copy()
                form.data["version"] = str(Contest.objects.get(pk=pk).version)
            else:
                messages.success(request, "Записано.")
                return redirect(contest)
    context = {"form": form, "contest": contest, "title": title}
    return render(request, "contests/edit.html", context, status=status)


@area_required(AREA)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A contest: its regulation, who was proposed in which nomination, what comes next."""
    return show_contest(request, find_contest(request, pk))


def show_contest(
    request: HttpRequest,
    contest: Contest,
    form: VersionForm | None = None,
    what: str = "",
    status: int = OPEN,
) -> HttpResponse:
    """Render the page; the form that was refused comes back with its words."""
    user, today = request.user, timezone.localdate()
    leads = runs(user, contest)
    first = {"version": contest.version}
    groups = _groups(request, contest)
    context = {
        "contest": contest,
        "look": look_of_contest(contest),
        "regulation": html_of(contest.regulation),
        "leads": leads,
        "groups": groups,
        "results": sorted(
            (row for _, rows in groups for row in rows if row.entry.place), key=lambda row: row.order
        ),
        "shows_places": contest.state == ContestState.ANNOUNCED
        or (leads and contest.state == ContestState.JUDGED),
        "may_propose": may_propose(user, contest, today),
        "may_name": leads and contest.state in (ContestState.DRAFT, ContestState.NOMINATING),
        "nomination_form": form
        if what == "nomination"
        else NominationForm(initial=first, prefix="nomination"),
        "steps": _steps(contest, form, what) if leads else [],
        "refused": form,
        "is_announced": contest.state == ContestState.ANNOUNCED,
        "unanswered": unanswered(contest) if leads else 0,
        "may_award": contest.state == ContestState.ANNOUNCED and issues(user, contest.municipality_id),
        "award_count": Award.objects.filter(entry__nomination__contest=contest).count() if leads else 0,
        "is_over": contest.nominate_until < today,
    }
    return render(request, "contests/detail.html", context, status=status)


def _groups(request: HttpRequest, contest: Contest) -> list[tuple[Nomination, list[Named]]]:
    """The nominations with those of their entries that the account may see; three queries."""
    user: Any = request.user
    entries = ContestEntry.objects.visible_to(user).filter(nomination__contest=contest)
    rows = named(
        entries.select_related("school", "person", "pair", "nomination").order_by("nomination", "pk")
    )
    by_nomination: dict[int, list[Named]] = {}
    for row in rows:
        by_nomination.setdefault(row.entry.nomination_id, []).append(row)
    return [
        (item, sorted(by_nomination.get(item.pk, []), key=lambda row: row.order))
        for item in contest.nominations.all()
    ]


def _steps(contest: Contest, form: VersionForm | None, what: str) -> list[Step]:
    fitting = [step for step, (before, _) in CONTEST_STEPS.items() if before == contest.state]
    return [
        Step(
            step,
            VERBS[step],
            form
            if form is not None and what == step
            else _step_form(step, initial={"version": contest.version}),
            number == 0 and step != "recall",
        )
        for number, step in enumerate(fitting)
    ]


def _step_form(step: str, *args: Any, **kwargs: Any) -> VersionForm:
    return (RecallForm if step == "recall" else VersionForm)(*args, prefix=step, **kwargs)


@require_POST
@area_required(AREA, change=True)
def take(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Open, close, announce, resume, recall."""
    if step not in CONTEST_STEPS:
        raise Http404
    contest, user = find_run(request, pk), request.user
    form = _step_form(step, request.POST)
    if not form.is_valid():
        return show_contest(request, contest, form, step, REFUSED)
    on: Any = timezone.localdate()
    try:
        running.take_contest_step(contest=contest, step=step, by=user, on=on, **form.cleaned_data)  # type: ignore[arg-type]
    except ValidationError as error:
        return _refuse(request, contest, form, step, error)
    messages.success(request, DONE[step])
    return redirect(contest)


@require_POST
@area_required(AREA, change=True)
def add_nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """One more nomination."""
    contest, user = find_run(request, pk), request.user
    form = NominationForm(request.POST, prefix="nomination")
    if not form.is_valid():
        return show_contest(request, contest, form, "nomination", REFUSED)
    data = form.cleaned_data
    try:
        running.add_nomination(
            contest=contest,
            version=data["version"],
            title=data["title"],
            takes=Takes(data["takes"]),
            by=user,  # type: ignore[arg-type]
        )
    except ValidationError as error:
        return _refuse(request, contest, form, "nomination", error)
    messages.success(request, "Номинация добавлена.")
    return redirect(contest)


@require_POST
@area_required(AREA, change=True)
def remove_nomination(request: HttpRequest, pk: int, nomination_pk: int) -> HttpResponse:
    """Take an empty nomination away."""
    contest, user = find_run(request, pk), request.user
    nomination = get_object_or_404(contest.nominations.select_related("contest"), pk=nomination_pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return show_contest(request, contest, form, "", REFUSED)
    try:
        running.remove_nomination(nomination=nomination, by=user, **form.cleaned_data)  # type: ignore[arg-type]
    except ValidationError as error:
        return _refuse(request, contest, form, "", error)
    messages.success(request, "Номинация убрана.")
    return redirect(contest)


@require_POST
@area_required(AREA, change=True)
def honour(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the winners to the board of honour; the head publishes."""
    contest, user = find_run(request, pk), request.user
    try:
        rows = offer_honours(contest=contest, by=user)  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return show_contest(request, contest, status=REFUSED)
    messages.success(request, f"Предложено на доску почёта: {len(rows)}. Публикует руководитель центра.")
    return redirect(contest)


def _refuse(
    request: HttpRequest, contest: Contest, form: VersionForm, what: str, error: ValidationError
) -> HttpResponse:
    """The page with what went wrong; the form knows the version that is stored now."""
    form.add_error(None, error.messages)
    contest.refresh_from_db()
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = str(contest.version)
    return show_contest(request, contest, form, what, status_of_refusal(error))
