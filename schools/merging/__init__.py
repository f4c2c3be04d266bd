"""Merging a double into the record that stays: the contract of the parts, and the part of this app.

Each app that keeps something of a person has a `merging.py` with `RELATIONS` (what it answers for, as
«app.model.field»), `COUNTS` (words and paths of what a person has there), `refusals(keep, drop, on)`,
`notes(keep, drop, on)` and `move(merge)`. `reports.merging` puts the parts together in one transaction.
"""

from schools.merging.contract import Merge, take_over, take_over_links
from schools.merging.part import COUNTS, RELATIONS, move, notes, refusals

__all__ = [
    "COUNTS",
    "RELATIONS",
    "Merge",
    "move",
    "notes",
    "refusals",
    "take_over",
    "take_over_links",
]
