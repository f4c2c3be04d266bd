"""The app's name and title; the only signals of the house."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ReportsConfig(AppConfig):
    """Indicators and reports."""

    name = "reports"
    label = "reports"
    verbose_name = "Показатели и отчёты"

    def ready(self) -> None:
        """Reference data follows the last migration: reports is the topmost app."""
        from reports.reference import load_reference, stand_aside

        pre_migrate.connect(stand_aside, sender=self, dispatch_uid="reports.stand_aside")
        post_migrate.connect(load_reference, sender=self, dispatch_uid="reports.reference")
