"""The values of one indicator by school year: the last day of each, of the current year the day asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.indicators.definitions import Indicator
from reports.indicators.facts import Facts, facts_on_days
from reports.indicators.readings import Reading, read
from reports.indicators.status import Goal
from schools import years

# So many years are computed at most; of an indicator that asks many records anew fewer.
MOST_YEARS, MOST_DEAR_YEARS = 6, 2


@dataclass(frozen=True)
class YearValue:
    """A school year, the day it is read on, the reading."""

    year: int
    on: date
    reading: Reading


def history_of(indicator: Indicator, facts: Facts, goals: Mapping[str, list[Goal]]) -> Sequence[YearValue]:
    """The years of the programme up to the day, the latest last; no year is told that is not kept."""
    most = MOST_DEAR_YEARS if indicator.is_dear else MOST_YEARS
    first = years.year_of(facts.programme.start_date)
    asked = [] if indicator.of_today else range(max(first, facts.year - most + 1), facts.year)
    days = [*(years.last_day(year) for year in asked), facts.on]
    every = facts_on_days(facts.programme, days, facts.school, has_names=facts.has_names)
    return [YearValue(each.year, each.on, read(indicator, each, dict(goals))) for each in every]
