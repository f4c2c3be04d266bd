"""Municipalities by name and by right: this app stands under the one that declares them."""

from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from mentorship.spreadsheets.layout import Layout, LayoutRefused
from mentorship.spreadsheets.words import fold, tidy


def find_municipality(name: str) -> Any:
    """Return the municipality of that name, whatever the spelling; LayoutRefused names those there are."""
    municipalities = _municipalities()
    found = municipalities.filter(key=fold(name)).first()
    if found is None:
        known = "; ".join(str(municipality) for municipality in municipalities[:20])
        raise LayoutRefused(
            f"Муниципалитета «{name}» нет. {f'Есть: {known}' if known else 'Пока нет ни одного'}."
        )
    return found


def municipality_to_fill(name: str, layout: Layout) -> Any:
    """Return the municipality an import names; for a kind that makes them it may be new and is not stored."""
    if layout.makes_municipality and not _municipalities().filter(key=fold(name)).exists():
        return apps.get_model("schools", "Municipality")(name=tidy(name), key=fold(name))
    return find_municipality(name)


def municipalities_of(user: Any) -> tuple[QuerySet[Model], bool]:
    """Return the municipalities an account may import into, and whether it may leave the choice open."""
    scope = user.access.scope("import", change=True)
    if scope.everywhere:
        return _municipalities(), True
    return _municipalities().filter(pk__in=scope.municipalities), False


class NotReached(Exception):
    """The account does not reach the municipality any more."""


def chosen_municipality(user: Any, key: int | None) -> Any:
    """The municipality of the key, if the account still reaches it; None is the whole portal."""
    reached, is_open = municipalities_of(user)
    if key is None and is_open:
        return None
    found = reached.filter(pk=key).first()
    if found is None:
        raise NotReached
    return found


def may_import(user: Any, layout: Layout) -> bool:
    """Whether the account may import workbooks of the kind."""
    return bool(user.has_perms(["import.change", *layout.permissions]))


def _municipalities() -> QuerySet[Any]:
    return apps.get_model("schools", "Municipality")._default_manager.all()
