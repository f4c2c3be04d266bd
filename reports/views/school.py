"""One school over the years, as a page and as a workbook (contract §2, §5), on today or on a day before."""

from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import workbook_download
from reports.quality.ledger import count_of
from reports.record.asking import Asked, asked, asked_day
from reports.record.municipality_then import MunicipalityThen
from reports.record.school_display import shown
from reports.record.school_record import AREA, Reader, SchoolRecord, read_record, visible_schools
from reports.record.school_workbook import school_workbook
from schools.guards import AreaMixin
from schools.models import User


def asked_record(request: HttpRequest, code: str) -> tuple[SchoolRecord, Asked]:
    """The record the address asks for; a school outside the reader's scope is not found."""
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    school = get_object_or_404(visible_schools(user), code=code)
    today = timezone.localdate()
    on = asked_day(request.GET, today)
    then = MunicipalityThen.read(school.municipality, on)
    choice = asked(request.GET, today, [row.year for row in then.years_of(school)])
    return read_record(Reader.of(user, school), school, then, year=choice.year), choice


class SchoolView(AreaMixin, TemplateView):
    """One school: ИОР against the municipality's band, the class with its arithmetic, the years."""

    area = AREA
    template_name = "reports/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record with its chart and its words."""
        found, choice = asked_record(self.request, kwargs["code"])
        return super().get_context_data(
            record=found,
            asked=choice,
            year=found.year,
            school=found.school,
            current=found.current,
            quality_count=_quality_count(found, choice),
            **shown(found),
            **kwargs,
        )


def _quality_count(found: SchoolRecord, choice: Asked) -> int | None:
    """Findings of today on the school's data; a day of the past has none."""
    if choice.is_past:
        return None
    held = {found.current.municipality_id: found.thresholds}
    return count_of(found.reader.user, choice.today, school=found.current, held=held)


class SchoolRecordXlsxView(AreaMixin, View):
    """The same record as a workbook; who took it out stands in the journal."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A day that is none gives no figures of another day."""
        found, choice = asked_record(request, kwargs["code"])
        if choice.refusal:
            return HttpResponseBadRequest(choice.refusal, content_type="text/plain; charset=utf-8")
        user = found.reader.user
        data = {"rows": 1, "what": "school_record", "on": found.on.isoformat(), "year": found.year}
        record(by=user, action="export", target=found.school, data=data)
        workbook = school_workbook(found, today=choice.today, by=user.get_full_name())
        return workbook_download(f"school-{found.on:%Y-%m-%d}", workbook)
