"""One function for page, Excel, print and JSON: the indicators of a programme on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from mentorship.prepared import Prepared, Slot
from mentorship.programmes.models import Programme
from reports.enums import Status
from reports.indicators.definitions import SHARE, Indicator
from reports.indicators.facts import Facts, facts_on_days
from reports.indicators.pace import expected_by, stage_start
from reports.indicators.ratio import Ratio
from reports.indicators.registry import indicators_of
from reports.indicators.status import Goal, goal_on, status_of
from reports.indicators.together import LISTS
from reports.models import IndicatorTarget
from schools.models import School


@dataclass(frozen=True)
class Reading:
    """An indicator on a day: the figure, its target, where it stands."""

    indicator: Indicator
    ratio: Ratio
    goal: Goal | None
    status: Status
    expected: Fraction | None = None

    @property
    def is_at_risk(self) -> bool:
        """In progress, but below what a steady pace would have brought by the day."""
        value = self.ratio.value
        if self.status is not Status.IN_PROGRESS or value is None or self.expected is None:
            return False
        return value < self.expected

    @property
    def gap(self) -> Fraction | None:
        """Value − target, in the indicator's unit; None when either is missing."""
        if self.ratio.value is None or self.goal is None:
            return None
        return self.ratio.value - Fraction(self.goal.value)

    @property
    def is_share(self) -> bool:
        """Whether value and target are shown as per cents."""
        return self.indicator.unit == SHARE

    def as_json(self) -> dict[str, Any]:
        """The keys of contract §1, row `indicators`."""
        ratio, value, coverage = self.ratio, self.ratio.value, self.ratio.coverage
        return {
            "code": self.indicator.code,
            "title": self.indicator.title,
            "source": self.indicator.source,
            "unit": self.indicator.unit,
            "numerator": ratio.part,
            "denominator": ratio.whole,
            "value": None if value is None else float(value),
            "target": float(self.goal.value) if self.goal else None,
            "target_due": self.goal.due.isoformat() if self.goal else None,
            "status": self.status.value,
            "coverage": {
                "schools_with_data": coverage.schools_with_data if coverage else None,
                "schools": coverage.schools if coverage else None,
            },
            "method": "; ".join(filter(None, (self.indicator.method, ratio.note, *ratio.beside))),
        }


_GOALS = Prepared(
    lambda: IndicatorTarget.objects.filter(programme=Slot("programme")).values_list(
        "indicator", "value", "due_date", "rule"
    )
)


def goals_of(programme: Programme) -> dict[str, list[Goal]]:
    """The programme's targets by indicator."""
    goals: dict[str, list[Goal]] = {}
    for indicator, value, due, rule in _GOALS.rows(programme=programme.pk):
        goals.setdefault(indicator, []).append(Goal(value, due, rule))
    return goals


def read_indicators(
    programme: Programme, on: date, school: School | None = None, *, has_names: bool = True
) -> list[Reading]:
    """Every indicator of the programme's sets, for its municipality or one school."""
    [facts] = facts_on_days(programme, [on], school, has_names=has_names, first=[LISTS])
    goals = goals_of(programme)
    return [read(indicator, facts, goals) for indicator in indicators_of(programme.sets)]


def read(indicator: Indicator, facts: Facts, goals: dict[str, list[Goal]]) -> Reading:
    """One indicator on the day of the facts."""
    begun = facts.programme.start_date
    return against_goals(indicator, indicator.compute(facts), goals.get(indicator.code, []), facts.on, begun)


def against_goals(
    indicator: Indicator, ratio: Ratio, goals: Sequence[Goal], on: date, begun: date
) -> Reading:
    """A figure of a day against the targets of a programme that began on `begun`."""
    goal = goal_on(goals, on)
    expected = None
    if goal is not None:
        expected = expected_by(goal, stage_start(goals, goal, begun), on, is_level=indicator.is_level)
    return Reading(indicator, ratio, goal, status_of(ratio, goal, on), expected)


def payload(programme: Programme, on: date, readings: Iterable[Reading]) -> dict[str, Any]:
    """The JSON of `manage.py indicators --json` and of /reports/indicators.json."""
    return {
        "as_of": on.isoformat(),
        "programme": programme.code,
        "indicators": [reading.as_json() for reading in readings],
    }
