"""The app's name and title."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Questionnaires and their answers."""

    name = "surveys"
    label = "surveys"
    verbose_name = "Анкеты"
