"""One indicator: the figure, its formula and years, who decided what is open, the records behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.views.generic import TemplateView

from mentorship.programmes.models import Programme
from reports.display import Tile
from reports.enums import SnapshotState
from reports.indicators.beyond import BEYOND, KNOWN
from reports.indicators.catalogue import PRINTED
from reports.indicators.decisions import Question, changes_of, questions_on
from reports.indicators.definitions import Indicator
from reports.indicators.facts import Facts
from reports.indicators.history import YearValue, history_of
from reports.indicators.readings import goals_of
from reports.indicators.trend_chart import Trend, Year, trend
from reports.models import Setting, Snapshot
from reports.selection import Selection, selection_of
from reports.threshold_rules import RULES
from reports.views.asking import programme_or_404, sees_pairs, sees_testings
from schools import years
from schools.guards import AreaMixin

PAGE_SIZE = 50
# So many approved reports stand on the page; all of them on their own.
MOST_STORED = 10


@dataclass(frozen=True)
class Stored:
    """An approved report and what it says of the indicator."""

    snapshot: Snapshot
    figure: dict[str, Any]


class IndicatorView(AreaMixin, TemplateView):
    """The page behind a figure."""

    area = "reports"
    template_name = "reports/indicator.html"

    def get_context_data(self, code: str, **kwargs: Any) -> dict[str, Any]:
        """The reading and the list of the same QuerySet."""
        selection = selection_of(self.request)
        programme = programme_or_404(selection)
        indicator = _indicator_or_404(programme, code)
        has_names = sees_testings(self.request, selection)
        goals = goals_of(programme) if code not in BEYOND else {}
        facts = Facts(programme, selection.on, selection.school, has_names)
        history = history_of(indicator, facts, goals)
        return super().get_context_data(
            selection=selection,
            tile=Tile(history[-1].reading),
            indicator=indicator,
            printed=PRINTED[code],
            is_beside=code in BEYOND,
            goals=sorted(goals.get(code, []), key=lambda goal: goal.due),
            history=[(each, Tile(each.reading)) for each in reversed(history)],
            trend=_drawing(history),
            entered=facts.statistics.get(code, []) if indicator.is_entered else [],
            stored=self._stored(programme, selection, code),
            **_decided(code, selection),
            **self._records(indicator, facts, selection),
            **kwargs,
        )

    def _stored(self, programme: Programme, selection: Selection, code: str) -> list[Stored]:
        """What approved reports on the whole municipality say of it, the latest first."""
        if selection.school or not self.request.user.access.may_see("snapshots"):  # type: ignore[union-attr]
            return []
        rows = Snapshot.objects.filter(programme=programme, state=SnapshotState.APPROVED)
        return [
            Stored(snapshot, figure)
            for snapshot in rows.order_by("-as_of", "-pk")[:MOST_STORED]
            for figure in snapshot.figures["indicators"]
            if figure["code"] == code
        ]

    def _records(self, indicator: Indicator, facts: Facts, selection: Selection) -> dict[str, Any]:
        """The list behind the number; names only for those who may see these pairs by name."""
        rows, kind = None, ""
        if indicator.people and sees_pairs(self.request, selection):
            rows = indicator.people(facts).select_related("school").order_by("name_key", "pk")
            kind = "people"
        elif indicator.schools:
            rows = indicator.schools(facts).select_related("municipality").order_by("name_key", "pk")
            kind = "schools"
        elif indicator.events:
            rows = indicator.events(facts).select_related("roadmap__school").order_by("due_date", "pk")
            kind = "events"
        if rows is None:
            return {"page_obj": None, "names_hidden": bool(indicator.people)}
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return {"page_obj": page, "kind": kind}


def _indicator_or_404(programme: Programme, code: str) -> Indicator:
    """An indicator of the programme's sets, or one that goes with every programme."""
    indicator = KNOWN.get(code)
    if indicator is None or (indicator.set is not None and indicator.set not in programme.sets):
        raise Http404("Такого показателя в программе нет.")
    return indicator


def _drawing(history: Sequence[YearValue]) -> Trend | None:
    """The years as a line."""
    is_share = history[-1].reading.is_share
    return trend([_year(each) for each in history], is_share=is_share)


def _year(each: YearValue) -> Year:
    reading = each.reading
    goal = reading.goal.as_fraction if reading.goal else None
    return Year(years.label(each.year), reading.ratio.value, Tile(reading).value, goal)


def _decided(code: str, selection: Selection) -> dict[str, Any]:
    """What is open and who decided; how the definition has changed."""
    return {"questions": _decisions(questions_on(code), selection), "changes": changes_of(code)}


def _decisions(questions: list[Question], selection: Selection) -> list[dict[str, Any]]:
    """Each question with the settings that hold its decision: value, author, day; one query."""
    codes = {code for question in questions for code in question.thresholds}
    rows: list[Setting] = []
    if codes:
        owner = Q(municipality=None) | Q(municipality=programme_or_404(selection).municipality_id)
        found = Setting.objects.filter(owner, code__in=codes, from_date__lte=selection.on)
        rows = list(found.select_related("changed_by__person", "municipality").order_by("-from_date", "-pk"))
    return [
        {
            "question": question,
            "settings": [
                {"rule": RULES[code], "rows": [row for row in rows if row.code == code]}
                for code in question.thresholds
            ],
        }
        for question in questions
    ]
