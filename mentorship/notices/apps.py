"""The app's name and title."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Letters to people about what happened and what is asked of them."""

    name = "mentorship.notices"
    label = "notices"
    verbose_name = "Письма"
