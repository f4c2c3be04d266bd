"""Targets, entered figures, settings of figures, snapshots, the 0–20 sheet."""

from reports.models.figures import IndicatorTarget, Setting, Statistic
from reports.models.papers import Score, ScoreSheet, Snapshot

__all__ = ["IndicatorTarget", "Score", "ScoreSheet", "Setting", "Snapshot", "Statistic"]
