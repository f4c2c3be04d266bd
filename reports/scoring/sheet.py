"""What the page and the protocol show of a sheet: ten rows with marks, decisions and evidence."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from reports.models import Score, ScoreDecision, ScoreSheet
from reports.scoring.criteria import CRITERIA, Criterion
from reports.scoring.evidence import Line, evidence_of
from reports.scoring.totals import Span, Total, span_of, total_of
from reports.scoring.workflow import SCORERS
from schools.models import Municipality, User


@dataclass
class Row:
    """A criterion of the sheet."""

    number: int
    criterion: Criterion
    scores: list[Score] = field(default_factory=list)
    decision: ScoreDecision | None = None
    evidence: list[Line] = field(default_factory=list)
    act: str = ""
    form: Any = None

    @property
    def span(self) -> Span:
        """What it brings."""
        return span_of([score.mark for score in self.scores], self.decision.mark if self.decision else None)

    @property
    def differs(self) -> bool:
        """Whether the two marks differ and nothing is settled yet."""
        return bool(self.scores) and not self.span.is_settled

    def act_of(self, user: User) -> str:
        """What the user may do: settle on one mark, give or change the own; "" where two others marked."""
        if self.differs or self.decision:
            return "settle"
        is_own = any(score.scored_by_id == user.pk for score in self.scores)
        return "mark" if is_own or len(self.scores) < SCORERS else ""

    def typed_by(self, user: User) -> dict[str, Any]:
        """The user's own mark and reason, to be changed; of a settled row those settled on."""
        own = self.decision or next((row for row in self.scores if row.scored_by_id == user.pk), None)
        if own is None or (self.differs and self.decision is None):
            return {}
        return {"mark": own.mark, "reason": own.reason}

    @property
    def points(self) -> str:
        """«2», «0–1» or «—»."""
        if not self.scores:
            return "—"
        return str(self.span.least) if self.span.is_settled else f"{self.span.least}–{self.span.most}"


def rows_of(sheet: ScoreSheet | None) -> list[Row]:
    """The ten criteria with their marks; three queries."""
    rows = {code: Row(number, row) for number, (code, row) in enumerate(CRITERIA.items(), start=1)}
    if sheet:
        for score in sheet.scores.select_related("scored_by__person"):
            rows[score.criterion].scores.append(score)
        for decision in sheet.decisions.select_related("decided_by__person"):
            rows[decision.criterion].decision = decision
    return list(rows.values())


def add_evidence(rows: list[Row], municipality: Municipality, year: int, on: date) -> None:
    """Lay beside every criterion what the portal knows of it."""
    known = evidence_of(municipality, year, on)
    for row in rows:
        row.evidence = [line for name in row.criterion.evidence for line in known[name]]


def total_of_rows(rows: list[Row]) -> Total:
    """The sum of a sheet."""
    return total_of({row.criterion.code: row.span for row in rows})


@dataclass(frozen=True)
class YearTotal:
    """A sheet of another year in one line."""

    year: int
    total: Total


def years_of(sheets: QuerySet[ScoreSheet]) -> list[YearTotal]:
    """The totals of several sheets, the oldest first; three queries whatever their number."""
    found = []
    for sheet in sheets.prefetch_related("scores", "decisions").order_by("year"):
        marks: dict[str, list[int]] = {}
        for score in sheet.scores.all():
            marks.setdefault(score.criterion, []).append(score.mark)
        decided = {row.criterion: row.mark for row in sheet.decisions.all()}
        spans = {code: span_of(given, decided.get(code)) for code, given in marks.items()}
        found.append(YearTotal(sheet.year, total_of(spans)))
    return found
