"""Mail servers in trouble: one that is down, one that refuses, one whose sender is killed."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

UNKNOWN = "nobody@example.org"


class DownBackend(BaseEmailBackend):
    """Refuses every letter."""

    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("сервер не отвечает")


class Refusing(BaseEmailBackend):
    """Takes what it can; one address it does not know, in the words of a real server."""

    answer = (550, b"5.1.1 No such user")

    def send_messages(self, email_messages):
        for letter in email_messages:
            letter.message()
            if UNKNOWN in letter.to:
                raise SMTPRecipientsRefused({UNKNOWN: self.answer})
            mail.outbox.append(letter)
        return len(email_messages)


class BusyBackend(Refusing):
    """Asks to come again later."""

    answer = (451, b"4.7.1 Try again later")


class ContentRefusingBackend(BaseEmailBackend):
    """Takes the addresses and refuses the letter itself."""

    def send_messages(self, email_messages):
        raise SMTPDataError(554, b"5.7.1 Looks like spam")


class SenderRefusingBackend(BaseEmailBackend):
    """Knows nothing of the portal's own address."""

    def send_messages(self, email_messages):
        raise SMTPSenderRefused(550, b"Sender rejected", "portal@example.org")


class KilledBackend(BaseEmailBackend):
    """The letter has gone out, and the process ends before anybody could write that down."""

    def send_messages(self, email_messages):
        mail.outbox.extend(email_messages)
        raise SystemExit
