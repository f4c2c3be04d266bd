"""The app as Django knows it."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal of actions as people search and hand it out."""

    name = "mentorship.journal"
    verbose_name = "Журнал действий"
