"""The app as Django knows it."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    """Running the portal: its health, copies, measures."""

    name = "mentorship.operation"
    verbose_name = "Эксплуатация"
