"""«Удовлетворённость»: what both questionnaires say of a role, «ожидание → итог», masks applied.

Page, .docx, Excel and JSON are four faces of one `RoleReport` (`surveys.results`).
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.documents.views.papers import docx_response
from mentorship.spreadsheets.downloads import workbook_download
from reports.survey_reports.choice import AREA, Choice, choice_of
from reports.survey_reports.comparison import Comparison, comparison_of
from reports.survey_reports.display import attitude_rows, compared_rows, side_rows, too_few, yes_rows
from reports.survey_reports.papers import notes_of, report_paper
from reports.survey_reports.workbook import report_workbook
from schools.guards import AreaMixin
from schools.models import User
from surveys.results import RoleReport, report_of, reports_by_school


class SurveyReportMixin(AreaMixin):
    """A page or a file about the questionnaires that the address chooses."""

    area = AREA
    request: HttpRequest

    def chosen(self) -> Choice:
        """Read the address."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        return choice_of(user, self.request.GET, timezone.localdate())

    def exported(self, choice: Choice, what: str, rows: int = 1) -> None:
        """Note in the journal that the figures of so many groups have left the portal."""
        data = {"filter": choice.in_words, "what": what, "rows": rows}
        record(by=self.request.user, action="surveys.exported", target=choice.group.municipality, data=data)


class SurveysView(SurveyReportMixin, TemplateView):
    """The report of one role and year, of the municipality or of one school."""

    template_name = "reports/surveys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report in rows."""
        choice = self.chosen()
        report = report_of(choice.group, choice.rules)
        compared = compared_rows(report)
        return super().get_context_data(
            choice=choice,
            form=choice.form,
            group=choice.group,
            report=report,
            has_spread=any(row.columns for row in compared),
            too_few=too_few(report.invited, report.after),
            compared=compared,
            judged=yes_rows(report),
            sides=side_rows(report),
            attitudes=attitude_rows(report),
            attrition=_attrition(report),
            notes=notes_of(report),
            k=choice.rules.k,
            **kwargs,
        )


def _attrition(report: RoleReport) -> list[dict[str, Any]]:
    """Expectations of who stayed and who left, where both groups may be shown."""
    return [
        {"item": row.item, "figures": report.attrition[row.item.code]}
        for row in compared_rows(report)
        if row.item.code in report.attrition and report.attrition[row.item.code].median_left is not None
    ]


class SurveysJsonView(SurveyReportMixin, View):
    """/reports/surveys.json: what `manage.py survey_report --json` prints."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        choice = self.chosen()
        report = report_of(choice.group, choice.rules).as_json()
        self.exported(choice, "json")
        return JsonResponse(report, json_dumps_params={"ensure_ascii": False})


class SurveysXlsxView(SurveyReportMixin, View):
    """/reports/surveys.xlsx: figures, codebook, what the file is; of a municipality also every school."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        choice = self.chosen()
        if choice.group.school or choice.is_own:
            reports = [report_of(choice.group, choice.rules)]
        else:
            found = reports_by_school(choice.group, choice.schools, choice.rules)
            reports = [found[0], *(part for part in found[1:] if part.before or part.after)]
        self.exported(choice, "xlsx", len(reports))
        workbook = report_workbook(choice, reports, timezone.localdate())
        return workbook_download(f"surveys-{choice.file_stem}", workbook)


class SurveysDocxView(SurveyReportMixin, View):
    """/reports/surveys.docx: the tables of the page on paper."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        choice = self.chosen()
        self.exported(choice, "docx")
        paper = report_paper(choice, report_of(choice.group, choice.rules))
        return docx_response(paper, f"surveys-{choice.file_stem}.docx")


class SurveyYearsView(SurveyReportMixin, TemplateView):
    """/reports/surveys/years/: the years side by side."""

    template_name = "reports/survey_years.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest years with answers."""
        choice = self.chosen()
        comparison = comparison_of(choice.group, choice.known_years, choice.rules)
        del choice.form.fields["year"]
        return super().get_context_data(
            choice=choice, form=choice.form, comparison=comparison, notes=_notes(comparison), **kwargs
        )


def _notes(comparison: Comparison) -> tuple[str, ...]:
    """The rules, the same for every year."""
    return notes_of(comparison.reports[-1]) if comparison.reports else ()
