"""The app's name and title."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    """The public section."""

    name = "mentorship.practices"
    label = "practices"
    verbose_name = "Публичный раздел"
