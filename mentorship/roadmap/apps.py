"""The app's name and title."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """Roadmaps and coordination meetings."""

    name = "mentorship.roadmap"
    label = "roadmap"
    verbose_name = "Дорожные карты"
