"""The questionnaires of document 000, Приложение 2, as TOML files that a methodist can read.

Wordings are those of survey_items.csv as cleaned there, printed numbers keep their gaps. After `migrate` the
files become versioned rows; a published row never changes, a changed file is a new version.
"""

import hashlib
import json
import tomllib
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from surveys.catalogue.checks import CatalogueError, check, check_form
from surveys.catalogue.definitions import FormDefinition, ItemDefinition, SectionDefinition, ShowIf

__all__ = [
    "CatalogueError",
    "FormDefinition",
    "ItemDefinition",
    "SectionDefinition",
    "ShowIf",
    "check_form",
    "checksum",
    "load_catalogue",
    "read_form",
]

FORM_CODES = ("mentee_before", "mentee_after", "mentor_before", "mentor_after")


@cache
def load_catalogue() -> tuple[FormDefinition, ...]:
    """Return the four forms in the document's order; CatalogueError when the files contradict themselves."""
    folder = Path(__file__).parent
    forms = tuple(read_form((folder / f"{code}.toml").read_text(encoding="utf-8")) for code in FORM_CODES)
    check(forms)
    return forms


def checksum(form: FormDefinition) -> str:
    """Return the SHA-256 of all that a person sees and the portal counts by: it tells versions apart."""
    canonical = json.dumps(asdict(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_form(text: str) -> FormDefinition:
    """Read one TOML file; KeyError or TypeError names a key that is missing or unknown."""
    data = tomllib.loads(text)
    sections = tuple(_section(section) for section in data.pop("sections"))
    return FormDefinition(**{**data, "intro": data["intro"].strip()}, sections=sections)


def _section(data: dict[str, Any]) -> SectionDefinition:
    title = data["title"]
    items = tuple(_item(item, title) for item in data["items"])
    return SectionDefinition(title=title, instruction=data.get("instruction", ""), items=items)


def _item(data: dict[str, Any], section: str) -> ItemDefinition:
    optional = {"scale": "", "paired_with": "", "relation": "none", "hint": ""}
    known = {**optional, **data}
    show_if, allows_dont_know = known.pop("show_if", None), known.pop("dont_know", False)
    return ItemDefinition(
        **known,
        section=section,
        show_if=None if show_if is None else ShowIf(**show_if),
        allows_dont_know=allows_dont_know,
    )
