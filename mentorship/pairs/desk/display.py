"""How a matching looks: its tabs, its rows, its objective in words."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from mentorship.pairs.enums import LineState, Objective
from mentorship.pairs.models import MatchLine, MatchRun

MATCHED, UNMATCHED, RECRUITS = "matched", "unmatched", "recruits"


class Shown:
    """The lines of a run, sorted out, and those that the chosen tab shows."""

    def __init__(self, tab: str, lines: list[MatchLine], problems: dict[int, str]) -> None:
        self.tab = tab if tab in (UNMATCHED, RECRUITS) else MATCHED
        self.matched = [line for line in lines if line.mentor_id is not None]
        self.unmatched = [line for line in lines if line.mentor_id is None]
        self.stale = [(line, problems[line.pk]) for line in lines if line.pk in problems and line.mentor_id]
        chosen = self.unmatched if self.tab == UNMATCHED else self.matched
        self.lines = sorted(chosen, key=lambda line: (line.pk not in problems, -line.score, line.pk))

    @property
    def count(self) -> int:
        """How many requests the run knows."""
        return len(self.matched) + len(self.unmatched)

    @property
    def average(self) -> int | None:
        """The mean score of the pairs, rounded down."""
        return sum(line.score for line in self.matched) // len(self.matched) if self.matched else None


class Tab(NamedTuple):
    """A part of the page: address, words with a count, whether it is open."""

    address: str
    words: str
    is_open: bool


def tabs_of(run: MatchRun, shown: Shown) -> list[Tab]:
    """The parts of a run's page."""
    parts = {
        MATCHED: f"Подобраны: {len(shown.matched)}",
        UNMATCHED: f"Без наставника: {len(shown.unmatched)}",
        RECRUITS: f"Кого пригласить: {sum(row[3] for row in run.recruits)}",
    }
    return [
        Tab(f"{run.get_absolute_url()}?show={code}", words, shown.tab == code)
        for code, words in parts.items()
    ]


def objective_words(run: MatchRun) -> str:
    """The objective as the page says it."""
    return str(Objective(run.objective).label)


def line_rows(lines: Iterable[MatchLine], problems: dict[int, str]) -> list[dict[str, Any]]:
    """The rows of the table, each with how it stands."""
    return [
        {
            "line": line,
            "person": line.request.person,
            "topic": line.request.subject or line.request.difficulty,
            "problem": problems.get(line.pk, ""),
            "is_left": line.state == LineState.LEFT,
        }
        for line in lines
    ]
