"""What the documents leave open and what was decided; how definitions have changed: data beside the code."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reports.indicators.registry import REGISTRY

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Question:
    """A contradiction or a gap of the documents, the decision, the settings that hold it."""

    codes: tuple[str, ...]
    open: str
    decided: str
    thresholds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """A change of definitions; of all indicators of the contract where no codes are named."""

    date: date
    words: str
    codes: tuple[str, ...] = ()


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text(encoding="utf-8"))[key]
    return [
        {field: tuple(value) if isinstance(value, list) else value for field, value in row.items()}
        for row in rows
    ]


QUESTIONS = [Question(**row) for row in _rows("open_questions.toml", "question")]
CHANGES = [Change(**row) for row in _rows("changes.toml", "change")]


def questions_on(code: str) -> list[Question]:
    """What is open about an indicator."""
    return [question for question in QUESTIONS if code in question.codes]


def changes_of(code: str) -> list[Change]:
    """How the definition of an indicator has changed, the latest first."""
    own = [change for change in CHANGES if code in change.codes or (not change.codes and code in REGISTRY)]
    return sorted(own, key=lambda change: change.date, reverse=True)
