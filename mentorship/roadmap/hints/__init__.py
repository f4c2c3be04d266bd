"""Plain words to every event of the three documents, and what of the portal can show that it was held.

The files are data: codes of the documents (001 and 003 share a hint through their cross-walk), a hint, a kind
of proof. A hint belongs to the document's wording: an event that a municipality worded anew has none.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mentorship.roadmap import reference
from mentorship.roadmap.models import RoadmapEvent
from mentorship.spreadsheets.words import fold

FOLDER = Path(__file__).parent


class Hint(NamedTuple):
    """What to do in plain words; the kind of proof, empty where the portal knows nothing of the event."""

    text: str
    proof: str = ""


@cache
def hints() -> dict[tuple[str, str], Hint]:
    """Every hint by the code and the folded wording of its event."""
    titles = {
        event["code"]: fold(event["title"])
        for template in reference.read()
        for stage in template["stages"]
        for event in stage["events"]
    }
    return {
        (code, titles[code]): Hint(row["hint"], row.get("proof", ""))
        for path in sorted(FOLDER.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["events"]
        for code in row["codes"]
    }


def hint_of(event: RoadmapEvent) -> Hint | None:
    """The hint to an event of one of the documents."""
    return hints().get((event.code, fold(event.title)))
