"""Targets, entered figures, settings of figures, snapshots, the 0–20 sheet."""

from reports.models.figures import IndicatorTarget, Setting, Statistic
from reports.models.papers import Score, ScoreDecision, ScoreSheet, Snapshot
from reports.models.summaries import SourceChange, Summary, SummaryFigure
from reports.models.views import SavedView

__all__ = [
    "IndicatorTarget",
    "SavedView",
    "Score",
    "ScoreDecision",
    "ScoreSheet",
    "Setting",
    "Snapshot",
    "SourceChange",
    "Statistic",
    "Summary",
    "SummaryFigure",
]
