"""What the portal knows itself that shows an event was held: it proposes, a person confirms.

Every app that has something to show names a module in `settings.ROADMAP_PROOFS` with a table `PROOFS`:
kind → question. Which kind fits which event stands in `hints/*.toml`.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import import_module

from django.conf import settings

from mentorship.roadmap.hints import hint_of
from mentorship.roadmap.models import RoadmapEvent
from mentorship.roadmap.proofs.asking import Asked, Finding, Question
from mentorship.roadmap.proofs.people import took_part

__all__ = ["Asked", "Finding", "Question", "finding_of", "findings_of", "questions"]


@cache
def questions() -> dict[str, Question]:
    """Every kind of proof with the question that finds it; a kind stands in one module only."""
    found: dict[str, Question] = {}
    for name in settings.ROADMAP_PROOFS:
        table: dict[str, Question] = import_module(name).PROOFS
        twice = found.keys() & table.keys()
        if twice:
            raise ValueError(f"{name}: proofs {sorted(twice)} are asked elsewhere already")
        found |= table
    return found


def finding_of(event: RoadmapEvent, on: date) -> Finding | None:
    """What shows on the day that the event was held, else None; at most three queries."""
    if not event.roadmap.is_running:
        return None
    hint = hint_of(event)
    asked = Asked(event.roadmap, on)
    found = questions()[hint.proof](asked) if hint and hint.proof else None
    return found or took_part(event, on)


def findings_of(events: Iterable[RoadmapEvent], on: date) -> dict[int, Finding]:
    """The findings of a few events, by key; events of one kind are asked for once."""
    known: dict[str, Finding | None] = {}
    found: dict[int, Finding] = {}
    for event in events:
        hint = hint_of(event)
        if not (hint and hint.proof and event.roadmap.is_running):
            continue
        if hint.proof not in known:
            known[hint.proof] = questions()[hint.proof](Asked(event.roadmap, on))
        finding = known[hint.proof]
        if finding:
            found[event.pk] = finding
    return found
