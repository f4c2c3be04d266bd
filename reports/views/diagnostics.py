"""Diagnostics of teachers (районное тестирование): growth by school and subject, who lacks a testing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.views.generic import TemplateView, View

from mentorship.audit.log import record, record_view
from mentorship.spreadsheets.downloads import xlsx_download
from reports.record.diagnostics_choice import AREA, Choice, choice_of
from reports.record.diagnostics_report import Line, report_of, untested_of
from reports.record.diagnostics_sheet import HEADINGS, NAMES_HEADINGS, sheet_rows
from reports.record.growth import Change, Growth
from reports.record.slope_chart import Means, SlopeChart, slope_chart
from schools.guards import AreaMixin
from schools.models import User

PAGE_SIZE = 50


class DiagnosticsView(AreaMixin, TemplateView):
    """The tables, the slopes and, for who sees people, those not tested twice."""

    area = AREA
    template_name = "reports/diagnostics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report of the choice; slopes of schools, or of subjects where there is one school."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        choice = choice_of(user, self.request.GET)
        report = report_of(choice)
        by_subject = self.request.GET.get("by") == "subject" or len(report.schools) == 1
        untested = untested_of(report, choice, user) if choice.has_names else None
        page = Paginator(untested.people, PAGE_SIZE) if untested else None
        if untested and untested.people and choice.municipality:
            record_view(by=user, target=choice.school or choice.municipality, what="untested")
        return super().get_context_data(
            choice=choice,
            form=choice.form,
            report=report,
            whole=_whole(choice),
            by_subject=by_subject,
            chart=_chart(report.subjects if by_subject else report.schools),
            competences=_competences(report.total),
            untested=untested,
            page_obj=page.get_page(self.request.GET.get("page")) if page else None,
            is_filtered=bool(choice.school or choice.subject is not None or choice.only_low),
            **kwargs,
        )


def _whole(choice: Choice) -> str:
    """What the total is of, in words."""
    if choice.school:
        return choice.school.name
    if choice.is_own:
        return ", ".join(school.name for school in choice.shown)
    name = str(choice.municipality or "")
    return f"{name}, школы ШНОР" if choice.only_low else name


def _competences(total: Growth) -> list[tuple[str, Change | None]]:
    """Both competences together and apart."""
    return [("Вместе", total.score), ("Предметные", total.subject), ("Методические", total.method)]


def _chart(lines: list[Line]) -> SlopeChart | None:
    """Slopes of the groups whose means are shown."""
    return slope_chart(
        [
            Means(line.name, line.growth.score.first, line.growth.score.last, line.growth.repeated)
            for line in lines
            if line.growth.score
        ]
    )


class DiagnosticsXlsxView(AreaMixin, View):
    """/reports/diagnostics.xlsx: the figures of the page; ?people=1 gives those not tested twice by name."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same functions as the page's; the export stands in the journal."""
        user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        choice = choice_of(user, request.GET)
        if choice.refusal:
            return HttpResponseBadRequest(choice.refusal, content_type="text/plain; charset=utf-8")
        if "people" in request.GET:
            return _people(user, choice)
        rows = list(sheet_rows(report_of(choice), _whole(choice)))
        _note(user, choice, "diagnostics.exported", len(rows))
        return xlsx_download(
            f"diagnostics-{choice.on:%Y-%m-%d}", f"Диагностика на {choice.on:%d.%m.%Y}", HEADINGS, rows
        )


def _people(user: User, choice: Choice) -> HttpResponseBase:
    if not choice.has_names:
        raise PermissionDenied
    people = untested_of(report_of(choice), choice, user).people
    _note(user, choice, "diagnostics.people_exported", len(people))
    title = f"Не тестированы дважды {choice.on:%d.%m.%Y}"
    return xlsx_download(f"not-tested-twice-{choice.on:%Y-%m-%d}", title, NAMES_HEADINGS, people)


def _note(user: User, choice: Choice, action: str, rows: int) -> None:
    data = {
        "rows": rows,
        "as_of": choice.on.isoformat(),
        "school": choice.school.code if choice.school else "",
    }
    record(by=user, action=action, target=choice.municipality, data=data)
