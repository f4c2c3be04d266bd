"""A report fixed on a day: the bytes it is stored as, and what today's records would make of that day."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.programmes.models import Programme
from reports.indicators.readings import payload, read_indicators
from reports.models import Snapshot

# What a reader compares; the words of a method may be mended without a figure having changed.
COMPARED = ("numerator", "denominator", "value", "target", "target_due", "status")


@dataclass(frozen=True)
class Change:
    """An indicator that the records now show otherwise; None where it was, or is, not in the programme."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def title(self) -> str:
        """The indicator's name."""
        return str((self.after or self.before or {})["title"])

    @property
    def unit(self) -> str:
        """«%» or «шт.»."""
        return str((self.after or self.before or {})["unit"])


def computed(programme: Programme, on: date) -> dict[str, Any]:
    """The figures of a programme on a day, as they are stored and printed (contract §1, `indicators`)."""
    # the department reads reports: what it may not see is hidden in them for everyone
    return payload(programme, on, read_indicators(programme, on, has_names=False))


def bytes_of(figures: dict[str, Any]) -> bytes:
    """The figures as JSON; equal figures are equal bytes, also where the database keeps no order of keys."""
    kept = {name: figures[name] for name in ("as_of", "programme", "indicators")}
    return json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode()


def changes_since(snapshot: Snapshot) -> list[Change]:
    """What recomputing the snapshot's day from today's records changes, in the order of the registry."""
    before = {figure["code"]: figure for figure in snapshot.figures["indicators"]}
    after = {figure["code"]: figure for figure in computed(snapshot.programme, snapshot.as_of)["indicators"]}
    codes = dict.fromkeys((*before, *after))
    pairs = (Change(before.get(code), after.get(code)) for code in codes)
    return [pair for pair in pairs if _compared(pair.before) != _compared(pair.after)]


def _compared(figure: dict[str, Any] | None) -> tuple[Any, ...] | None:
    return None if figure is None else tuple(figure[name] for name in COMPARED)
