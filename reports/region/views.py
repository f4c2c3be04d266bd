"""Municipalities side by side and all together: pages, Excel, the merged file."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import workbook_download, xlsx_download
from mentorship.spreadsheets.writer import SHARE, Figure
from reports.indicators.definitions import SHARE as SHARE_UNIT
from reports.region.choice import AREA, Region, RegionForm, region_of
from reports.region.fixing import fix, to_fix
from reports.region.merged import merged_workbook
from reports.region.table import Cell, Row
from reports.region.today import today_of
from reports.retention import FEW
from schools.guards import AreaMixin, refused
from schools.models import Municipality, User

COLUMNS = 6
TOTAL = "Все вместе"
HEADINGS = (
    "Код", "Показатель", "Источник", "Муниципалитет", "Отчёт на дату", "Числитель", "Знаменатель", "Значение",
    "Интервал от", "Интервал до", "Что сказано",
)  # fmt: skip
WIDTHS = (28, 50, 26, 26, 14, 12, 13, 12, 12, 12, 30)


class RegionView(AreaMixin, TemplateView):
    """/reports/region/: indicators × municipalities; so many columns a page, the total is of all."""

    area = AREA
    template_name = "reports/region.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A day that is none is said so."""
        response = super().get(request, *args, **kwargs)
        return refused(response) if response.context_data["form"].errors else response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The columns of the page with the rows cut to them."""
        user, form = _user(self.request), RegionForm(self.request.GET or None)
        on = form.cleaned_data["as_of"] if form.is_bound and form.is_valid() else None
        region = region_of(user, on or timezone.localdate())
        page = Paginator(region.columns, COLUMNS).get_page(self.request.GET.get("page"))
        first = page.start_index() - 1 if region.columns else 0
        rows = [
            (row, list(zip(page.object_list, row.cells[first : first + COLUMNS], strict=True)))
            for row in region.rows
        ]
        return super().get_context_data(
            form=form, region=region, page_obj=page, rows=rows, on=on or timezone.localdate(), few=FEW,
            may_merge=_sees_registers(user), missing=len(to_fix(user, on or timezone.localdate())), **kwargs,
        )  # fmt: skip


class RegionTodayView(AreaMixin, TemplateView):
    """/reports/region/today/: the indicators of all municipalities together on today's figures."""

    area = AREA
    template_name = "reports/region_today.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sums."""
        today = timezone.localdate()
        return super().get_context_data(
            today=today_of(_user(self.request), today), on=today, few=FEW, **kwargs
        )


class FixRegionView(AreaMixin, View):
    """/reports/region/fix/: the button that fixes a day of the municipalities that have no report of it."""

    area = "snapshots"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the reports and go back to the table of that day."""
        form = RegionForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Показатели не зафиксированы: проверьте дату.")
            return redirect("reports:region")
        on = form.cleaned_data["as_of"] or timezone.localdate()
        taken, left = fix(by=_user(request), on=on)
        more = f" Осталось {left}: нажмите ещё раз." if left else ""
        messages.success(request, f"Показатели зафиксированы, муниципалитетов: {taken}.{more}")
        return redirect(f"{reverse('reports:region')}?as_of={on:%Y-%m-%d}")


class RegionXlsxView(AreaMixin, View):
    """/reports/region.xlsx: a line for each indicator and municipality."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same figures as the page's, as numbers; the export stands in the journal."""
        form = RegionForm(request.GET)
        if not form.is_valid():
            words = " ".join(str(message) for messages in form.errors.values() for message in messages)
            return HttpResponseBadRequest(words, content_type="text/plain; charset=utf-8")
        on = form.cleaned_data["as_of"] or timezone.localdate()
        rows = list(_lines(region_of(_user(request), on)))
        record(
            by=request.user, action="region.exported", text="Муниципалитеты рядом", data={"rows": len(rows)}
        )
        return xlsx_download(f"region-{on:%Y-%m-%d}", "Муниципалитеты", HEADINGS, rows, widths=WIDTHS)


class RegionRegistersView(AreaMixin, View):
    """/reports/region/registers.xlsx: banks and registers of all municipalities within reach in one file."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """By name: refused to who sees numbers only; the export stands in the journal."""
        user, on = _user(request), timezone.localdate()
        if not _sees_registers(user):
            raise PermissionDenied
        reached = user.access.scope("registers")
        every = Municipality.objects.visible_to(user, AREA).order_by("key")
        places = [place for place in every if reached.reaches(municipality=place.pk)]
        data, rows = merged_workbook(user, places, on)
        noted = {"rows": rows, "municipalities": [place.name for place in places]}
        record(by=user, action="region.registers_exported", text="Банки и реестры", data=noted)
        return workbook_download(f"region-registers-{on:%Y-%m-%d}", data)


def _user(request: HttpRequest) -> User:
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    return user


def _sees_registers(user: User) -> bool:
    """Whether the reader sees banks and registers by name."""
    return user.access.may_see("registers") and not user.access.only_counts("registers")


def _lines(region: Region) -> Iterator[tuple[Any, ...]]:
    for row in region.rows:
        for column, cell in zip(region.columns, row.cells, strict=True):
            yield _line(row, column.municipality.name, column.snapshot.as_of, cell, "")
        yield _line(row, TOTAL, None, row.total, row.coverage)


def _line(row: Row, place: str, day: Any, cell: Cell, coverage: str) -> tuple[Any, ...]:
    shown = SHARE if cell.unit == SHARE_UNIT else "General"
    low, high = cell.bounds or (None, None)
    few = cell.unit == SHARE_UNIT and cell.is_few
    value = None if few else Figure(cell.value, shown)
    said = "; ".join(filter(None, (cell.words, coverage)))
    return (
        row.code, row.title, row.source, place, day, cell.part, cell.whole, value,
        Figure(low, shown), Figure(high, shown), said,
    )  # fmt: skip
