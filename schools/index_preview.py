"""What putting a run into the schools' records would change; also what stands there after it was put in."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from schools.index_workflow import FIELD, QUARTILE
from schools.models import IndexRun, SchoolYear

NEW, CHANGED, SAME, NO_YEAR = "new", "changed", "same", "no_year"


@dataclass(frozen=True)
class Placed:
    """A school of a run: its index, what its record holds now, its own quartile, and the state."""

    code: str
    name: str
    index: Decimal
    stored: Decimal | None
    own_quartile: int | None
    state: str


@dataclass(frozen=True)
class Unplaced:
    """A school that the run gives no index, why, and what its record holds now."""

    code: str
    name: str
    why: str
    stored: Decimal | None


@dataclass(frozen=True)
class Preview:
    """Every school of the run, the highest index first, and those that keep an index of another origin."""

    placed: list[Placed]
    left_out: list[Unplaced]
    outside: list[Unplaced]

    @property
    def counts(self) -> dict[str, int]:
        """How many schools are in each state."""
        return Counter(row.state for row in self.placed)

    @property
    def own_quartiles(self) -> list[str]:
        """Schools whose quartile was imported and will not follow the index."""
        return [row.name for row in self.placed if row.own_quartile is not None]

    @property
    def keeping(self) -> list[Unplaced]:
        """Schools without an index of this run whose records hold one from elsewhere."""
        return [row for row in [*self.left_out, *self.outside] if row.stored is not None]


def preview(run: IndexRun) -> Preview:
    """Compare a run with the records of its year; one query."""
    rows = SchoolYear.objects.filter(school__municipality=run.municipality_id, year=run.year)
    stored = {row.school.code: row for row in rows.select_related("school").order_by("school__code")}
    field, results = FIELD[run.index], run.results
    held = {code: getattr(row, field) for code, row in stored.items()}
    placed = [_placed(row, stored.get(row["code"]), run) for row in results["indices"]]
    left_out = [Unplaced(**row, stored=held.get(row["code"])) for row in results["left_out"]]
    known = {row["code"] for row in run.inputs["schools"]}
    outside = [
        Unplaced(code, row.school.name, "Не входит в совокупность расчёта.", held[code])
        for code, row in stored.items()
        if code not in known and held[code] is not None
    ]
    return Preview(sorted(placed, key=lambda row: (-row.index, row.name)), left_out, outside)


def _placed(row: dict[str, str], school_year: SchoolYear | None, run: IndexRun) -> Placed:
    index = Decimal(row["index"])
    if school_year is None:
        return Placed(row["code"], row["name"], index, None, None, NO_YEAR)
    stored = getattr(school_year, FIELD[run.index])
    state = NEW if stored is None else SAME if stored == index else CHANGED
    return Placed(row["code"], row["name"], index, stored, getattr(school_year, QUARTILE[run.index]), state)
