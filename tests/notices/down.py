"""A mail server that is down, and one that takes only the first letter."""

from smtplib import SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend


class DownBackend(BaseEmailBackend):
    """Refuses every letter."""

    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("сервер не отвечает")
