"""The app as Django knows it."""

from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """The way into the portal: sign-in, second factor, the end of a session."""

    name = "mentorship.entrance"
    label = "entrance"
    verbose_name = "Вход"
