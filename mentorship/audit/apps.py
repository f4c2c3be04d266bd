"""The app's name and title."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did or saw what."""

    name = "mentorship.audit"
    label = "audit"
    verbose_name = "Журнал действий"
