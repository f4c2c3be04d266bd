"""Which rows of the order's form (001) are which events of the model roadmap (003), domain.md §1.9.2.

Copies of the two templates keep the codes, so their roadmaps are read by the same table.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mentorship.roadmap.models import RoadmapTemplate

FILE = Path(__file__).parent / "reference" / "crosswalk.toml"


class Crosswalk(NamedTuple):
    """Two templates and their twins, read from either side."""

    first: str
    second: str
    pairs: dict[str, tuple[str, ...]]
    only_second: dict[str, str]

    @property
    def back(self) -> dict[str, tuple[str, ...]]:
        """From the second document to the first."""
        found: dict[str, list[str]] = {}
        for code, twins in self.pairs.items():
            for twin in twins:
                found.setdefault(twin, []).append(code)
        return {code: tuple(twins) for code, twins in found.items()}


@cache
def read() -> Crosswalk:
    """The table as its file says."""
    file = tomllib.loads(FILE.read_text(encoding="utf-8"))
    pairs = {code: tuple(twins) for code, twins in file["pairs"].items()}
    return Crosswalk(file["first"], file["second"], pairs, file["only_second"])


def twins(old: RoadmapTemplate, new: RoadmapTemplate) -> dict[str, tuple[str, ...]]:
    """To each code of the old template its codes in the new one; empty where the codes are the same."""
    table = read()
    origins = root_code(old), root_code(new)
    if origins == (table.first, table.second):
        return table.pairs
    if origins == (table.second, table.first):
        return table.back
    return {}


def twins_of(template: RoadmapTemplate) -> dict[str, tuple[str, ...]]:
    """To each code of a template its twins in the other document; empty where there is no other."""
    table = read()
    return {table.first: table.pairs, table.second: table.back}.get(root_code(template), {})


def other_document(template: RoadmapTemplate) -> str:
    """The number of the other document, "" where there is none."""
    table = read()
    return {table.first: "003", table.second: "001"}.get(root_code(template), "")


def alone(template: RoadmapTemplate) -> dict[str, str]:
    """Codes without a twin, and why."""
    table = read()
    return table.only_second if root_code(template) == table.second else {}


def root_code(template: RoadmapTemplate) -> str:
    """The code of the portal's own template that a copy descends from."""
    while template.origin is not None:
        template = template.origin
    return template.code
