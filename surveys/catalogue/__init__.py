"""The questionnaires as TOML files that a methodist can read: the four of document 000, and further ones.

Wordings are those of survey_items.csv as cleaned there, printed numbers keep their gaps. After `migrate` the
files become versioned rows; a published row never changes, a changed file is a new version.
"""

import hashlib
import json
import tomllib
from dataclasses import asdict, replace
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
    "load_further",
    "load_second_versions",
    "read_form",
]

FORM_CODES = ("mentee_before", "mentee_after", "mentor_before", "mentor_after")
# Asked once, compared with nothing: the curator's form (document 003, 6.1), needs of training (000, 2.3.3).
FURTHER_CODES = ("curator_swot", "training_needs")
_FOLDER = Path(__file__).parent


@cache
def load_catalogue() -> tuple[FormDefinition, ...]:
    """Return the four forms in the document's order; CatalogueError when the files contradict themselves."""
    forms = tuple(map(_file, FORM_CODES))
    check(forms)
    return forms


@cache
def load_further() -> tuple[FormDefinition, ...]:
    """Return the forms that are asked once; CatalogueError when they contradict themselves."""
    forms = tuple(map(_file, FURTHER_CODES))
    check(forms)
    return forms


@cache
def load_second_versions() -> tuple[FormDefinition, ...]:
    """Return the next versions that wait for the methodist's word (decisions.md §4): the forms that differ.

    They add what the document lacks: the mentee's item 9 of the first form, the mentors' training.
    """
    proposed = tomllib.loads((_FOLDER / "second_versions.toml").read_text(encoding="utf-8"))["forms"]
    forms = {form.code: form for form in load_catalogue()}
    second = {code: _with_changes(forms[code], changes) for code, changes in proposed.items()}
    check({**forms, **second}.values())
    return tuple(second.values())


def _file(code: str) -> FormDefinition:
    return read_form((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def _with_changes(form: FormDefinition, changes: dict[str, Any]) -> FormDefinition:
    """Give items a partner and put new items after the ones that are named."""
    sections = []
    for section in form.sections:
        items: list[ItemDefinition] = []
        for item in section.items:
            items.append(replace(item, **changes.get("pairs", {}).get(item.code, {})))
            items += [
                _item(added["item"], section.title)
                for added in changes.get("items", ())
                if added["after"] == item.code
            ]
        sections.append(replace(section, items=tuple(items)))
    return replace(form, sections=tuple(sections))


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
