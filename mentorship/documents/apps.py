"""The app's name and title."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Orders, consents and other papers as .docx and PDF."""

    name = "mentorship.documents"
    label = "documents"
    verbose_name = "Документы"
