"""The app's name and title."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Personal calendars: a secret link that calendar programs read."""

    name = "mentorship.calendars"
    label = "calendars"
    verbose_name = "Календари"
