"""Reference data of every app, loaded after `migrate` and nowhere else (contract §1)."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

SOURCES = ("mentorship.programmes", "mentorship.bank", "mentorship.roadmap", "surveys")


def load_reference(**_signal: Any) -> None:
    """Forms of mentoring, lists, templates of roadmaps, questionnaires; what is there already stays."""
    for app in SOURCES:
        if find_spec(f"{app}.reference"):  # TEMPORARY while the apps are being built
            import_module(f"{app}.reference").load()
