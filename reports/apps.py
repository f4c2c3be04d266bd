"""The app's name and title."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Indicators and reports."""

    name = "reports"
    label = "reports"
    verbose_name = "Показатели и отчёты"
