"""The app's name and title."""

from django.apps import AppConfig


class PairsConfig(AppConfig):
    """Matching, pairs and groups."""

    name = "mentorship.pairs"
    label = "pairs"
    verbose_name = "Пары и группы"
