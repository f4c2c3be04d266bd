"""The indicators of a programme: page, JSON and Excel from one function; one indicator with its list."""

from http import HTTPStatus
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBadRequest,
    HttpResponseBase,
    JsonResponse,
)
from django.utils import timezone
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.programmes.models import IndicatorSet
from mentorship.spreadsheets.downloads import xlsx_download
from reports.display import BAR_STEP, BAR_WIDTH, STATUS_LOOK, Tile, bars, main_tiles
from reports.enums import Status
from reports.indicators.facts import Facts
from reports.indicators.readings import goals_of, payload, read, read_indicators
from reports.indicators.registry import REGISTRY
from reports.quality.ledger import count_of
from reports.selection import Selection, selection_of
from schools.guards import AreaMixin
from schools.models import User

PAGE_SIZE = 50
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
        tiles = []
        if selection.programme:
            readings = read_indicators(selection.programme, selection.on, selection.school)
            tiles = [Tile(reading) for reading in readings]
        return super().get_context_data(
            selection=selection,
            main=main_tiles(tiles),
            sets=list(_by_set(tiles)),
            total=len(tiles),
            totals=_totals(tiles),
            quality_count=_quality_count(self.request, selection),
            **kwargs,
        )


def _quality_count(request: HttpRequest, selection: Selection) -> int | None:
    """Findings of today on the data that the indicators are made of; a day of the past has none."""
    today = timezone.localdate()
    if selection.programme is None or selection.on != today:
        return None
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    return count_of(user, today, municipality=selection.programme.municipality, school=selection.school)


def _by_set(tiles: list[Tile]) -> Any:
    for name, group in groupby(tiles, key=lambda tile: tile.reading.indicator.set):
        members = list(group)
        lines = bars(members)
        yield {
            "code": name,
            "title": IndicatorSet(name).label,
            "tiles": members,
            "bars": lines,
            "height": 10 + len(lines) * BAR_STEP,
            "width": BAR_WIDTH,
        }


def _totals(tiles: list[Tile]) -> list[dict[str, Any]]:
    """How many indicators stand in each state, the reached first."""
    counted = []
    for state in Status:
        count = sum(tile.reading.status == state for tile in tiles)
        if count:
            tone, icon = STATUS_LOOK[state]
            counted.append({"tone": tone, "icon": icon, "words": f"{state.label}: {count}", "count": count})
    return counted


def _sees_names(request: HttpRequest, selection: Selection) -> bool:
    """Whether the reader sees the pairs of the choice by name; a role held elsewhere opens nothing here."""
    place = _programme_or_404(selection).municipality_id
    scope = request.user.access.scope("pairs")  # type: ignore[union-attr]
    return scope.reaches(municipality=place, school=selection.school.pk if selection.school else None)


def _programme_or_404(selection: Selection) -> Any:
    if selection.programme is None:
        raise Http404("Программы ещё нет.")
    return selection.programme


class IndicatorsJsonView(AreaMixin, View):
    """/reports/indicators.json: what `manage.py indicators --json` prints."""

    area = "reports"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; a day that is none gives no figures of another day."""
        selection = selection_of(request)
        if selection.refusal:
            return JsonResponse({"errors": selection.form.errors}, status=HTTPStatus.BAD_REQUEST)
        programme = _programme_or_404(selection)
        readings = read_indicators(programme, selection.on, selection.school)
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
        programme = _programme_or_404(selection)
        readings = read_indicators(programme, selection.on, selection.school)
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


class IndicatorView(AreaMixin, TemplateView):
    """One indicator: the figure, the formula in words, the source, the records behind the number."""

    area = "reports"
    template_name = "reports/indicator.html"

    def get_context_data(self, code: str, **kwargs: Any) -> dict[str, Any]:
        """The reading and the list of the same QuerySet."""
        selection = selection_of(self.request)
        programme = _programme_or_404(selection)
        indicator = REGISTRY.get(code)
        if indicator is None or indicator.set not in programme.sets:
            raise Http404("Такого показателя в программе нет.")
        facts = Facts(programme, selection.on, selection.school)
        goals = goals_of(programme)
        tile = Tile(read(indicator, facts, goals))
        return super().get_context_data(
            selection=selection,
            tile=tile,
            indicator=indicator,
            goals=sorted(goals.get(code, []), key=lambda goal: goal.due),
            **self._records(indicator, facts, selection),
            **kwargs,
        )

    def _records(self, indicator: Any, facts: Facts, selection: Selection) -> dict[str, Any]:
        """The list behind the number; names only for those who may see these pairs by name."""
        rows = None
        if indicator.people and _sees_names(self.request, selection):
            rows = indicator.people(facts).select_related("school")
        elif indicator.schools:
            rows = indicator.schools(facts).select_related("municipality")
        if rows is None:
            return {"page_obj": None, "names_hidden": bool(indicator.people)}
        page = Paginator(rows.order_by("name_key", "pk"), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return {"page_obj": page, "lists_people": bool(indicator.people)}
