"""The indicators of a programme: page, JSON and Excel from one function."""

from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import xlsx_download
from reports.board import board_of
from reports.display import AT_RISK, STATUS_LOOK, Tile
from reports.enums import Status
from reports.indicators.readings import payload
from reports.quality.ledger import AREA as QUALITY
from reports.quality.ledger import count_of
from reports.selection import selection_of
from reports.views.asking import programme_or_404, readings_of, sees_testings
from schools.guards import AreaMixin
from schools.models import User

REACHED = (Status.MET, Status.KEPT)
HEADINGS = (
    "Код", "Показатель", "Источник", "Ед.", "Числитель", "Знаменатель", "Значение",
    "Цель", "Срок", "Состояние", "Школ с данными", "Школ", "Как получено",
)  # fmt: skip


class DashboardView(AreaMixin, TemplateView):
    """Every set as tiles, a chart and its table."""

    area = "reports"
    template_name = "reports/dashboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The readings of the choice, grouped by set."""
        selection = selection_of(self.request)
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        board = None
        if selection.programme:
            has_names = sees_testings(self.request, selection)
            board = board_of(selection.programme, selection.on, selection.school, has_names=has_names)
        tiles = board.tiles if board else ()
        return super().get_context_data(
            selection=selection,
            board=board,
            total=len(tiles),
            reached=sum(tile.reading.status in REACHED for tile in tiles),
            totals=_totals(tiles),
            # a day of the past has no findings
            has_findings=selection.on == timezone.localdate() and user.access.may_see(QUALITY),
            **kwargs,
        )


class QualityCountView(AreaMixin, TemplateView):
    """The dashboard's line on data quality: it looks at every person, so it is fetched after the page."""

    area = QUALITY
    template_name = "reports/_quality_line.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Findings of today on the data that the indicators are made of."""
        selection = selection_of(self.request)
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        place = programme_or_404(selection).municipality
        count = count_of(user, timezone.localdate(), municipality=place, school=selection.school)
        return super().get_context_data(quality_count=count, school=selection.school, **kwargs)


def _totals(tiles: Iterable[Tile]) -> list[dict[str, Any]]:
    """How many indicators stand in each state, the reached first; those behind their pace on their own."""
    counted = Counter(tile.look for tile in tiles)
    looks = [(*STATUS_LOOK[state], state.label) for state in Status]
    looks.insert(looks.index((*STATUS_LOOK[Status.IN_PROGRESS], Status.IN_PROGRESS.label)) + 1, AT_RISK)
    return [
        {"tone": tone, "icon": icon, "words": f"{words}: {counted[tone, icon, words]}"}
        for tone, icon, words in looks
        if counted[tone, icon, words]
    ]


class IndicatorsJsonView(AreaMixin, View):
    """/reports/indicators.json: what `manage.py indicators --json` prints."""

    area = "reports"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; a day that is none gives no figures of another day."""
        selection = selection_of(request)
        if selection.refusal:
            return JsonResponse({"errors": selection.form.errors}, status=HTTPStatus.BAD_REQUEST)
        programme = programme_or_404(selection)
        readings = readings_of(request, selection)
        record(by=request.user, action="indicators.exported", target=programme, data={"rows": len(readings)})
        return JsonResponse(
            payload(programme, selection.on, readings), json_dumps_params={"ensure_ascii": False}
        )


class IndicatorsXlsxView(AreaMixin, View):
    """/reports/indicators.xlsx: the same figures as numbers, not as text."""

    area = "reports"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        selection = selection_of(request)
        if selection.refusal:
            return HttpResponseBadRequest(selection.refusal, content_type="text/plain; charset=utf-8")
        programme = programme_or_404(selection)
        readings = readings_of(request, selection)
        rows = [_xlsx_row(reading) for reading in readings]
        record(by=request.user, action="indicators.exported", target=programme, data={"rows": len(rows)})
        title = f"Показатели на {selection.on:%d.%m.%Y}"
        return xlsx_download(f"indicators-{programme.code}-{selection.on:%Y-%m-%d}", title, HEADINGS, rows)


def _xlsx_row(reading: Any) -> tuple[Any, ...]:
    figures = reading.as_json()
    return (
        figures["code"], figures["title"], figures["source"], figures["unit"],
        figures["numerator"], figures["denominator"], figures["value"],
        figures["target"], reading.goal.due if reading.goal else None, reading.status.label,
        figures["coverage"]["schools_with_data"], figures["coverage"]["schools"], figures["method"],
    )  # fmt: skip
