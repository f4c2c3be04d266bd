"""The app's name and title."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Schools, people, roles and access."""

    name = "schools"
    label = "schools"
    verbose_name = "Школы и люди"
