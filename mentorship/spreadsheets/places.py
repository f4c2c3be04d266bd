"""Municipalities by name: this app stands under the one that declares them."""

from typing import Any

from django.apps import apps

from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.words import fold


def municipality_model() -> Any:
    """The model, with `name` and `key` = fold(name)."""
    return apps.get_model("schools", "Municipality")


def find_municipality(name: str) -> Any:
    """Return the municipality of that name, whatever the spelling; LayoutRefused names those there are."""
    found = municipality_model().objects.filter(key=fold(name)).first()
    if found is None:
        known = "; ".join(municipality_model().objects.values_list("name", flat=True)[:20])
        raise LayoutRefused(
            f"Муниципалитета «{name}» нет. {'Есть: ' + known if known else 'Пока нет ни одного'}."
        )
    return found
