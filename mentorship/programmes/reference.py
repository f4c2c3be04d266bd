"""Reference data: forms of mentoring with their variants and goals, directions of joint work."""

import tomllib
from pathlib import Path
from typing import Any

from mentorship.programmes.models import Focus, FormVariant, MentoringForm
from mentorship.spreadsheets.words import fold

SOURCE = Path(__file__).with_name("forms.toml")


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
