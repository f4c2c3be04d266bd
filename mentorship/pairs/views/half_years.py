"""Half-year reports: the list of a period, one report, what is done to it, the opening of a period."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.pairs.display import title_of
from mentorship.pairs.half_years import counts, workflow
from mentorship.pairs.half_years.forms import OVERDUE, PeriodForm, ReasonForm, ReportFilterForm, ReportForm
from mentorship.pairs.half_years.periods import add_reports, half_of, open_period, usual_dates
from mentorship.pairs.half_years.prefill import meetings_of
from mentorship.pairs.half_years.rights import ACTIONS, Actor, actions_of, actors_of
from mentorship.pairs.models import HalfYearReport, ReportingPeriod
from schools.guards import area_required
from schools.models import School
from schools.stamps import CONFLICT, status_of_refusal

PAGE = 50
AREA = "half_years"


@area_required(AREA)
def report_list(request: HttpRequest) -> HttpResponse:
    """The reports of a period; to a role without names only their numbers."""
    user: Any = request.user
    today = timezone.localdate()
    periods = list(ReportingPeriod.objects.visible_to(user).select_related("municipality"))
    period = _chosen(request, periods) or counts.running_period(periods, today)
    scope = user.access.scope(AREA, change=True)
    context: dict[str, Any] = {
        "periods": periods,
        "period": period,
        "may_open": bool(scope.everywhere or scope.municipalities),
    }
    if period is not None:
        reports = HalfYearReport.objects.visible_to(user, counts=True).filter(period=period)
        rows = list(reports.select_related("period"))
        context["lines"], context["total"] = counts.by_school(rows, today)
        context["states"] = [str(state.label) for state in counts.STATES]
        if not user.access.only_counts(AREA):
            context |= _listed(request, period)
    return render(request, "pairs/half_years/list.html", context)


def _chosen(request: HttpRequest, periods: list[ReportingPeriod]) -> ReportingPeriod | None:
    """The period of the address; one out of sight is 404."""
    wanted = request.GET.get("period", "")
    if not wanted:
        return None
    found = next((period for period in periods if str(period.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _listed(request: HttpRequest, period: ReportingPeriod) -> dict[str, Any]:
    """The page of rows under the filter."""
    user: Any = request.user
    today = timezone.localdate()
    chosen = {**request.GET.dict(), "period": period.pk}
    form = ReportFilterForm(chosen, schools=School.objects.visible_to(user, AREA))
    form.is_valid()
    reports: QuerySet[HalfYearReport] = HalfYearReport.objects.visible_to(user).filter(period=period)
    if state := form.cleaned_data.get("state"):
        reports = reports.filter(counts.overdue(today) if state == OVERDUE else Q(state=state))
    if school := form.cleaned_data.get("school"):
        reports = reports.filter(pair__members__mentee__school=school).distinct()
    found = reports.select_related("period", "pair__mentor__person__school").order_by(
        "pair__mentor__person__name_key", "pk"
    )
    page = Paginator(found.prefetch_related("pair__members__mentee__school"), PAGE).get_page(
        request.GET.get("page")
    )
    return {
        "form": form,
        "is_filtered": bool(state or school),
        "page_obj": page,
        "rows": [_row(report, today) for report in page],
    }


def _row(report: HalfYearReport, today: Any) -> dict[str, Any]:
    members = list(report.pair.members.all())
    return {
        "report": report,
        "title": title_of(report.pair, members),
        "schools": ", ".join(dict.fromkeys(str(m.mentee.school) for m in members if m.mentee.school)),
        "is_overdue": counts.is_overdue(report, today),
    }


def _seen(request: HttpRequest, pk: int) -> tuple[HalfYearReport, frozenset[Actor]]:
    """The report with what the account is to it; one out of sight is 404."""
    user: Any = request.user
    visible = HalfYearReport.objects.visible_to(user).select_related(
        "period", "pair__mentor__person__school", "pair__form", "checked_by", "submitted_by"
    )
    report = get_object_or_404(visible.prefetch_related("pair__members__mentee__school", "effects"), pk=pk)
    return report, actors_of(user, report, timezone.localdate())


@area_required(AREA)
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: the author writes, everybody else in sight reads."""
    report, actors = _seen(request, pk)
    may_write = Actor.AUTHOR in actors and report.state in workflow.OPEN_STATES
    if request.method != "POST":
        form = ReportForm(instance=report, initial={"version": report.version}) if may_write else None
        return _page(request, report, actors, form)
    if Actor.AUTHOR not in actors:
        raise PermissionDenied
    # a report that was handed in meanwhile is refused by the workflow, in words
    form = ReportForm(request.POST, instance=HalfYearReport.objects.get(pk=report.pk))
    if not form.is_valid():
        return _page(request, report, actors, form, status=400)
    return _kept(request, report, actors, form)


def _kept(
    request: HttpRequest, report: HalfYearReport, actors: frozenset[Actor], form: ReportForm
) -> HttpResponse:
    """Keep the text, and hand it in when that button was pressed; a refusal brings back what was typed."""
    user: Any = request.user
    data = form.cleaned_data
    try:
        what = {"report": report, "values": data, "version": data["version"], "by": user}
        if "submit" in request.POST:
            workflow.save_and_submit(**what, on=timezone.localdate())
        else:
            workflow.save(**what)
    except ValidationError as error:
        status = status_of_refusal(error)
        form.add_error(None, error)
        report.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = str(report.version)
        return _page(request, report, actors, form, status=status, kept=status == CONFLICT)
    words = ACTIONS["submit"].done if "submit" in request.POST else "Сохранено."
    messages.success(request, words)
    return redirect("half_years:detail", report.pk)


def _page(
    request: HttpRequest,
    report: HalfYearReport,
    actors: frozenset[Actor],
    form: ReportForm | None,
    *,
    status: int = 200,
    kept: bool = False,
) -> HttpResponse:
    today = timezone.localdate()
    members = list(report.pair.members.all())
    context = {
        "report": report,
        "title": title_of(report.pair, members),
        "members": members,
        "form": form,
        "stored": kept,
        "texts": [
            (report._meta.get_field(name).verbose_name, getattr(report, name)) for name in workflow.TEXTS
        ],
        "meetings": meetings_of(report),
        "is_overdue": counts.is_overdue(report, today),
        "buttons": {code: item for code, item in actions_of(report, actors).items() if code != "submit"},
    }
    return render(request, "pairs/half_years/detail.html", context, status=status)


@area_required(AREA, change=True)
def act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Accept, return, reopen or waive a report; what needs words asks for them first."""
    report, actors = _seen(request, pk)
    action = ACTIONS.get(code)
    if action is None or code == "submit":
        raise Http404
    if action.actor not in actors:
        raise PermissionDenied
    form = ReasonForm(request.POST or None, label=action.asks) if action.asks else None
    refusal = None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _run(code, report, form.cleaned_data["words"] if form else "", request.user)
        except ValidationError as error:
            refusal = error
        else:
            messages.success(request, action.done)
            return redirect("half_years:detail", pk)
    if refusal is not None and form is not None:
        form.add_error(None, refusal)
    context = {"report": report, "action": action, "form": form, "refusal": None if form else refusal}
    failed = refusal is not None or (form is not None and form.is_bound and not form.is_valid())
    return render(request, "pairs/half_years/action.html", context, status=400 if failed else 200)


def _run(code: str, report: HalfYearReport, words: str, by: Any) -> None:
    if code == "check":
        workflow.check(report=report, by=by)
    elif code == "return":
        workflow.return_report(report=report, remark=words, by=by)
    elif code == "reopen":
        workflow.reopen(report=report, reason=words, by=by)
    else:
        workflow.waive(report=report, reason=words, by=by)


@area_required(AREA, change=True)
def new_period(request: HttpRequest) -> HttpResponse:
    """Open a period for the municipality: drafts appear for every pair that owes one."""
    user: Any = request.user
    scope = user.access.scope(AREA, change=True)
    if not (scope.everywhere or scope.municipalities):
        raise PermissionDenied
    today = timezone.localdate()
    year, half = half_of(today)
    usual = usual_dates(year, half)._asdict()
    form = PeriodForm(request.POST or None, on=today, initial={"year": year, "half": int(half), **usual})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            period = open_period(
                municipality=user.access.municipality,
                year=data["year"],
                half=data["half"],
                dates=form.span,
                by=user,
                today=today,
            )
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        else:
            messages.success(request, f"Период открыт, черновиков отчётов: {period.reports.count()}.")
            return redirect(f"{request.path.removesuffix('open/')}?period={period.pk}")
    status = 400 if form.is_bound else 200
    return render(request, "pairs/half_years/open.html", {"form": form}, status=status)


@area_required(AREA, change=True)
@require_POST
def refill(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the drafts of pairs that have reached their thirty days since the period was opened."""
    user: Any = request.user
    period = get_object_or_404(ReportingPeriod.objects.visible_to(user), pk=pk)
    scope = user.access.scope(AREA, change=True)
    if not scope.reaches(municipality=period.municipality_id):
        raise PermissionDenied
    made = add_reports(period=period, today=timezone.localdate())
    messages.success(request, f"Новых черновиков: {len(made)}.")
    return redirect(f"/half-years/?period={period.pk}")
