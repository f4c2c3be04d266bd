"""The app's name, and where it finds the layouts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SpreadsheetsConfig(AppConfig):
    """Import from and export to Excel; every app declares its layouts in `resources.py`."""

    name = "mentorship.spreadsheets"
    label = "spreadsheets"
    verbose_name = "Таблицы Excel"

    def ready(self) -> None:
        """Import every `resources` module, which registers its layouts."""
        autodiscover_modules("resources")
