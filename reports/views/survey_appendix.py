"""Приложение 2 of document 000: page, .docx, PDF, Excel."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from mentorship.documents import pdf
from mentorship.documents.views.papers import docx_response, pdf_response
from mentorship.spreadsheets.downloads import workbook_download
from reports.survey_reports.appendix import Appendix, appendix_of
from reports.survey_reports.choice import Choice
from reports.survey_reports.papers import appendix_paper
from reports.survey_reports.workbook import appendix_workbook
from reports.views.surveys import SurveyReportMixin
from surveys.results import report_of


def _filled(choice: Choice) -> Appendix:
    return appendix_of(report_of(choice.group, choice.rules))


class AppendixView(SurveyReportMixin, TemplateView):
    """/reports/surveys/appendix/: the form filled in."""

    template_name = "reports/survey_appendix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines with their counts."""
        choice = self.chosen()
        return super().get_context_data(choice=choice, form=choice.form, appendix=_filled(choice), **kwargs)


class AppendixDocxView(SurveyReportMixin, View):
    """/reports/surveys/appendix.docx."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        choice = self.chosen()
        self.exported(choice, "appendix.docx")
        return docx_response(appendix_paper(_filled(choice)), f"appendix-2-{choice.file_stem}.docx")


class AppendixPdfView(SurveyReportMixin, View):
    """/reports/surveys/appendix.pdf: the .docx printed, or a sentence about why not."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        choice = self.chosen()
        appendix = _filled(choice)
        try:
            data = pdf.pdf_of(appendix_paper(appendix), appendix.title)
        except pdf.NoPango as missing:
            messages.warning(request, str(missing))
            return redirect(f"{reverse('reports:survey_appendix')}?{choice.query}")
        self.exported(choice, "appendix.pdf")
        return pdf_response(data, f"appendix-2-{choice.file_stem}.pdf")


class AppendixXlsxView(SurveyReportMixin, View):
    """/reports/surveys/appendix.xlsx."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        choice = self.chosen()
        self.exported(choice, "appendix.xlsx")
        return workbook_download(f"appendix-2-{choice.file_stem}", appendix_workbook(choice, _filled(choice)))
