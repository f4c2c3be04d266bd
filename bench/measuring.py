"""Interleaved measuring: every contestant has its turn in each round, the median of the rounds counts."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Literal

# A contestant may measure itself (a peer in a process of its own): then it returns seconds.
Contestant = Callable[[], float | None]


@dataclass(frozen=True)
class Target:
    """What is asked for: a ratio to the reference («faster», «slower»), or a bound of its own («most»)."""

    kind: Literal["faster", "slower", "most"]
    value: float
    unit: str = "ms"

    def __str__(self) -> str:
        return {
            "faster": f">= {self.value:g}x faster",
            "slower": f"<= {self.value:g}x reference",
            "most": f"<= {self.value:g} {self.unit}",
        }[self.kind]


@dataclass(frozen=True)
class Row:
    """One line of the table; `ratio` is ours to the reference, of «faster» targets the other way round."""

    what: str
    size: str
    ours: float
    unit: str
    target: str
    met: bool | None
    reference: str = ""
    theirs: float | None = None
    ratio: float | None = None
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept in bench/."""
        return asdict(self)


def interleaved(contestants: Mapping[str, Contestant], rounds: int, *, warm: bool = True) -> dict[str, float]:
    """Medians in milliseconds; the order turns round by round, a first turn of each does not count."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    if warm:
        for run in contestants.values():
            run()
    names = list(contestants)
    for number in range(rounds):
        for name in names if number % 2 else reversed(names):
            times[name].append(_timed(contestants[name]))
    return {name: median(taken) * 1000 for name, taken in times.items()}


def nearly_slowest(run: Contestant, times: int) -> float:
    """The 95th percentile of so many turns in milliseconds; a first one does not count."""
    run()
    return quantiles([_timed(run) for _ in range(times)], n=20)[-1] * 1000


def _timed(run: Contestant) -> float:
    began = perf_counter()
    own = run()
    return perf_counter() - began if own is None else own


def compared(
    what: str, size: str, ours: float, reference: str, theirs: float, target: Target, note: str = ""
) -> Row:
    """A row whose target is a ratio."""
    ratio = theirs / ours if target.kind == "faster" else ours / theirs
    met = ratio >= target.value if target.kind == "faster" else ratio <= target.value
    return Row(what, size, ours, "ms", str(target), met, reference, theirs, ratio, note)


def bounded(
    what: str,
    size: str,
    ours: float,
    target: Target,
    *,
    reference: str = "",
    theirs: float | None = None,
    note: str = "",
) -> Row:
    """A row whose target is a number; the reference, if any, only stands beside it."""
    ratio = ours / theirs if theirs else None
    return Row(
        what, size, ours, target.unit, str(target), ours <= target.value, reference, theirs, ratio, note
    )


def told(what: str, size: str, ours: float, target: str, note: str, unit: str = "ms") -> Row:
    """A row whose reference is missing here: neither met nor not."""
    return Row(what, size, ours, unit, target, None, note=note)


def table(rows: list[Row]) -> str:
    """The rows for a screen."""
    heads = ("what", "size", "ours", "reference", "theirs", "ratio", "target", "met")
    lines = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(heads))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    notes = [f"  * {row.what}: {row.note}" for row in rows if row.note]
    return "\n".join([text[0], "-" * len(text[0]), *text[1:], *notes])


def _cells(row: Row) -> tuple[str, ...]:
    theirs = "" if row.theirs is None else f"{row.theirs:.3g}"
    ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
    met = {True: "yes", False: "NO", None: "-"}[row.met]
    return (row.what, row.size, f"{row.ours:.3g} {row.unit}", row.reference, theirs, ratio, row.target, met)
