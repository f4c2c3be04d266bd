"""The app as Django knows it."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What the portal holds of a person: shown, handed out, destroyed."""

    name = "mentorship.privacy"
    verbose_name = "Персональные данные"
