"""What the page of a programme is drawn from: ratios of a day, values of a year before, data that is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mentorship.programmes.models import Programme
from reports.indicators.beyond import beyond_of
from reports.indicators.definitions import Indicator
from reports.indicators.facts import Facts, facts_on_days
from reports.indicators.owed import Debt, debts
from reports.indicators.ratio import Ratio
from reports.indicators.registry import indicators_of
from reports.indicators.targets import years_after
from reports.indicators.together import EVERY_LIST, PAST_LISTS
from schools.models import School


@dataclass(frozen=True)
class Figures:
    """By the code of the indicator: its ratio, and its value a year before, which few have."""

    ratios: Mapping[str, Ratio]
    before: Mapping[str, Fraction]
    owed: list[Debt]


def shown_of(programme: Programme) -> list[Indicator]:
    """What the page shows of a programme: the indicators of its sets, then those that stand beside them."""
    return [*indicators_of(programme.sets), *beyond_of(programme.sets)]


def year_before(programme: Programme, on: date) -> date | None:
    """The same day of the year before; None where the programme had not begun."""
    day = years_after(on, -1)
    return day if day >= programme.start_date else None


def counted(
    programme: Programme, on: date, school: School | None = None, *, has_names: bool = True
) -> Figures:
    """Count them anew; the number of queries follows neither schools nor indicators."""
    year_ago = year_before(programme, on)
    days = [on, year_ago] if year_ago else [on]
    found = facts_on_days(programme, days, school, has_names=has_names, first=[EVERY_LIST, PAST_LISTS])
    ratios = {indicator: indicator.compute(found[0]) for indicator in shown_of(programme)}
    before = {code: value for facts in found[1:] for code, value in _values_of(programme, facts).items()}
    owed = debts(found[0], ratios)
    return Figures({indicator.code: ratio for indicator, ratio in ratios.items()}, before, owed)


def _values_of(programme: Programme, facts: Facts) -> dict[str, Fraction]:
    """The values of a past day, where the portal knows them without asking every record anew."""
    known = (row for row in indicators_of(programme.sets) if not (row.of_today or row.is_dear))
    values = {indicator.code: indicator.compute(facts).value for indicator in known}
    return {code: value for code, value in values.items() if value is not None}
