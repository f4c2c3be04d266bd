"""The app's name and title."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes, forms of mentoring, reporting periods."""

    name = "mentorship.programmes"
    label = "programmes"
    verbose_name = "Программы"
