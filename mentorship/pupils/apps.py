"""The app as Django knows it."""

from django.apps import AppConfig


class PupilsConfig(AppConfig):
    """Mentoring in which pupils take part."""

    name = "mentorship.pupils"
    verbose_name = "Наставничество учеников"
