"""Reference data: forms of mentoring with their variants, directions of joint work, the centre's texts."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from mentorship.spreadsheets.words import fold

SOURCE = Path(__file__).with_name("forms.toml")
CENTRE_SOURCE = Path(__file__).with_name("centre.toml")


def load() -> None:
    """Add what is missing; what people have changed stays as they left it."""
    catalogue = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    for order, form in enumerate(catalogue["forms"], 1):
        _load_form(order, form)
    for name in catalogue["directions"]:
        Focus.objects.get_or_create(key=fold(name), defaults={"name": name})


def _load_form(order: int, source: dict[str, Any]) -> None:
    variants = source.pop("variants", [])
    form, _ = MentoringForm.objects.get_or_create(code=source["code"], defaults={**source, "order": order})
    for variant in variants:
        FormVariant.objects.get_or_create(form=form, key=fold(variant["name"]), defaults=variant)


@cache
def centre_texts() -> dict[str, str]:
    """The texts a centre begins with (domain.md §1.2), each list an item a line."""
    found = tomllib.loads(CENTRE_SOURCE.read_text(encoding="utf-8"))
    found.pop("groups")
    return {name: value if isinstance(value, str) else "\n".join(value) for name, value in found.items()}


@cache
def centre_groups() -> tuple[dict[str, str], ...]:
    """The groups a centre begins with."""
    return tuple(tomllib.loads(CENTRE_SOURCE.read_text(encoding="utf-8"))["groups"])
