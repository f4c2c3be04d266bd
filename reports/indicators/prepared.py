"""Statements that differ from page to page in a few values alone: written once a process, then filled in.

To build what the indicators ask from its QuerySets takes ten times as long as the database needs to answer.
So a statement is built for probes, facts of programmes, schools and days that cannot be: where a value of
theirs turns up among its parameters, that of the real facts is put at every call. Two probes must lead to the
same statement with the same places; if they do not, it is built anew each time (`test_prepared` holds that
they do).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connections
from django.db.models import QuerySet

from mentorship.programmes.models import Programme
from reports.threshold_rules import RULES
from schools import years
from schools.models import School
from schools.models.people import three_years_before

if TYPE_CHECKING:
    from reports.indicators.facts import Facts

Build = Callable[[Sequence["Facts"]], QuerySet[Any, Any]]
Row = Mapping[str, Any]

# What a statement can take from the facts of a day, by name.
VALUES: "Final[dict[str, Callable[[Facts], Any]]]" = {
    "municipality": lambda facts: facts.programme.municipality_id,
    "school": lambda facts: facts.school.pk if facts.school else None,
    "start": lambda facts: facts.programme.start_date,
    "baseline": lambda facts: facts.programme.baseline_year,
    "on": lambda facts: facts.on,
    "three_years_before": lambda facts: three_years_before(facts.on),
    "year": lambda facts: facts.year,
    "first_day": lambda facts: years.first_day(facts.year),
    "last_day": lambda facts: years.last_day(facts.year),
    "fresh_from": lambda facts: facts.on - timedelta(days=int(facts.thresholds["page_fresh_days"])),
}
# Nothing of a probe is like anything of another one, nor of the portal: keys, years, days.
_PROBES: Final = (17, 41)
# Far more than there are pages that ask; each has its own lists.
_KEPT: Final = 500


class Place(NamedTuple):
    """A parameter that the facts of a day give."""

    day: int
    name: str


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters: places to fill in, and what is the same for all."""

    sql: str
    parameters: tuple[Any, ...]

    def filled(self, every: "Sequence[Facts]", using: str) -> list[Any]:
        """The parameters for these facts."""
        return [
            _adapted(VALUES[part.name](every[part.day]), using) if isinstance(part, Place) else part
            for part in self.parameters
        ]


_STATEMENTS: dict[Hashable, Statement | None] = {}


def rows(key: Hashable, build: Build, every: "Sequence[Facts]") -> list[Row]:
    """The rows of the QuerySet that `build` makes of facts; `key` tells it from all others."""
    using = Programme.objects.db
    shape = (key, len(every), every[0].school is not None, using)
    if shape not in _STATEMENTS:
        if len(_STATEMENTS) >= _KEPT:
            _STATEMENTS.clear()
        _STATEMENTS[shape] = prepare(build, every, using)
    statement = _STATEMENTS[shape]
    if statement is None:
        return list(build(every))
    with connections[using].cursor() as cursor:
        cursor.execute(statement.sql, statement.filled(every, using))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def prepare(build: Build, every: "Sequence[Facts]", using: str) -> Statement | None:
    """The statement for facts of this shape; None where it is not the same for all."""
    one, other = (_written(build, _probes(every, seed), using) for seed in _PROBES)
    return one if one == other else None


def _probes(every: "Sequence[Facts]", seed: int) -> "list[Facts]":
    """Facts of as many days that cannot be, of a school where real ones are."""
    programme = Programme(
        municipality_id=seed * 10**8,
        start_date=date(3000 + seed, 1, seed % 28 + 1),
        end_date=date(9000 + seed, 12, 31),
        baseline_year=3100 + seed,
    )
    school = School(pk=seed * 10**8 + 1) if every[0].school else None
    # a day in spring: no day of one probe is the day of another, nor the edge of a school year
    days = [date(4000 + 100 * place + seed, 4, seed % 28 + 1) for place in range(len(every))]
    probes = type(every[0]).on_days(programme, days, school)
    # nobody has set a threshold for what cannot be: the database is not asked
    defaults = {code: rule.default for code, rule in RULES.items()}
    probes[0].together.thresholds_by_day = dict.fromkeys(days, defaults)
    return probes


def _written(build: Build, probes: "Sequence[Facts]", using: str) -> Statement:
    places = {
        _adapted(value(facts), using): Place(day, name)
        for day, facts in reversed(list(enumerate(probes)))
        for name, value in VALUES.items()
    }
    places.pop(None, None)
    sql, parameters = build(probes).query.get_compiler(using).as_sql()
    return Statement(sql, tuple(places.get(part, part) for part in parameters))


def _adapted(value: Any, using: str) -> Any:
    """A day as the database's driver is given it."""
    return connections[using].ops.adapt_datefield_value(value) if isinstance(value, date) else value
