"""The distance to the targets of a programme: a page and a workbook from one list."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.writer import Sheet, write_sheets
from reports.display import Tile
from reports.distance.planner import Distance, distances, free_places
from reports.indicators.facts import Facts, facts_on_days
from reports.indicators.together import LISTS
from reports.record.diagnostics import sees_names
from reports.selection import Selection, selection_of
from schools.guards import AreaMixin
from schools.models import User


class DistanceView(AreaMixin, TemplateView):
    """What is missing first, what cannot be counted after it, what is reached last."""

    area = "reports"
    template_name = "reports/distance.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The distances of the choice."""
        selection = selection_of(self.request)
        lines: list[dict[str, Any]] = []
        places = None
        if selection.programme:
            facts = _facts(self.request, selection)
            found = sorted(distances(facts), key=_order)
            lines = [{"distance": one, "tile": Tile(one.reading)} for one in found]
            places = free_places(facts)
        return super().get_context_data(
            selection=selection,
            missing=[line for line in lines if line["distance"].needed],
            unknown=[line for line in lines if line["distance"].needed is None],
            reached=[line for line in lines if line["distance"].is_reached],
            places=places,
            **kwargs,
        )


class DistanceXlsxView(AreaMixin, View):
    """/reports/distance.xlsx: the same list, and every school of the breakdown."""

    area = "reports"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A choice that is refused gives no other figures; the export stands in the journal."""
        selection = selection_of(request)
        if selection.refusal:
            return HttpResponseBadRequest(selection.refusal, content_type="text/plain; charset=utf-8")
        if selection.programme is None:
            raise Http404("Программы ещё нет.")
        found = distances(_facts(request, selection))
        data = {"rows": len(found)}
        record(by=request.user, action="distance.exported", target=selection.programme, data=data)
        name = f"distance-{selection.programme.code}-{selection.on:%Y-%m-%d}"
        return workbook_download(name, write_sheets(_sheets(found)))


def _facts(request: HttpRequest, selection: Selection) -> Facts:
    """The facts of the choice as the reader may see them."""
    user: User = request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
    programme, school = selection.programme, selection.school
    assert programme is not None  # noqa: S101 - both views have asked
    has_names = sees_names(user, programme.municipality_id, school.pk if school else None)
    [facts] = facts_on_days(programme, [selection.on], school, has_names=has_names, first=[LISTS])
    return facts


def _order(distance: Distance) -> tuple[bool, int]:
    """The nearest day first; what is reached after it."""
    return (distance.is_reached, distance.days_left)


def _sheets(found: list[Distance]) -> list[Sheet]:
    return [
        Sheet(
            "До цели",
            (
                "Показатель", "Числитель", "Знаменатель", "Цель", "Срок", "Недель осталось",
                "Не хватает", "Единица", "В неделю", "Вывод",
            ),
            (_line(one) for one in found),
        ),
        Sheet(
            "По школам",
            ("Показатель", "Школа", "Могут прибавить"),
            (
                (one.reading.indicator.title, str(part.school), part.available)
                for one in found
                for part in one.schools
            ),
        ),
    ]  # fmt: skip


def _line(one: Distance) -> tuple[Any, ...]:
    ratio, goal = one.reading.ratio, one.reading.goal
    shown = not ratio.is_hidden
    return (
        one.reading.indicator.title, ratio.part if shown else None, ratio.whole if shown else None,
        goal.value if goal else None, goal.due if goal else None, one.weeks,
        one.needed, one.unit.words[2], one.pace, one.words,
    )  # fmt: skip
