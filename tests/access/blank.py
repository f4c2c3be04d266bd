"""Templates without words, for tests that ask who is let in: half of a page's time is spent on drawing it."""

from typing import Any

from django.template.backends.base import BaseEngine

ENGINE = {"BACKEND": "tests.access.blank.Blank", "DIRS": [], "APP_DIRS": False, "OPTIONS": {}}


class Blank(BaseEngine):
    """An engine that knows every template and draws none."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({name: value for name, value in params.items() if name != "OPTIONS"})

    def get_template(self, template_name: str) -> "Blank":
        """Whatever is asked for."""
        return self

    def render(self, context: Any = None, request: Any = None) -> str:
        """Nothing."""
        return ""
