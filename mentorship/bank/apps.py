"""The app's name and title."""

from django.apps import AppConfig


class BankConfig(AppConfig):
    """Mentors and requests of mentees."""

    name = "mentorship.bank"
    label = "bank"
    verbose_name = "Банк наставников и запросы"
