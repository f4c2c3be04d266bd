"""What a failure of sending means: is the letter to blame, or is mail down for everybody."""

from email.errors import MessageError
from smtplib import SMTPDataError, SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

# The failures that sending can meet; anything else is an error of the portal and is not caught.
FAILURES = (SMTPException, OSError, ValueError, MessageError)
_PERMANENT = 500
_LONGEST = 300


class Fault(NamedTuple):
    """Words for the log; whether another try is useless; whether mail is down for other letters as well."""

    words: str
    is_final: bool = False
    is_down: bool = False


def address_fault(address: str) -> Fault | None:
    """An address no server would take: with line breaks (they would forge headers), control characters…"""
    try:
        validate_email(address)
    except ValidationError:
        return Fault(_clean(f"адрес не принят: {address!a}"), is_final=True)
    return None


def fault_of(failure: Exception) -> Fault:
    """Tell a refusal of this one letter (5xx) from a server that is busy (4xx) or cannot be reached.

    A refused sign-in or sender is the portal's own setting: it is down until that is mended.
    """
    words = _clean(f"{type(failure).__name__}: {failure}")
    if isinstance(failure, SMTPRecipientsRefused):
        answers = [_answer(code, text) for code, text in failure.recipients.values()]
        is_final = all(code >= _PERMANENT for code, _ in failure.recipients.values())
        return Fault(_clean(f"адрес не принят: {'; '.join(answers)}") if is_final else words, is_final)
    if isinstance(failure, SMTPDataError):
        return Fault(words, is_final=failure.smtp_code >= _PERMANENT)
    if isinstance(failure, SMTPNotSupportedError):
        return Fault(_clean(f"адрес не принят: {failure}"), is_final=True)
    if isinstance(failure, ValueError | MessageError):
        return Fault(_clean(f"письмо не составить: {failure}"), is_final=True)
    return Fault(words, is_down=True)


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {words}"


def _clean(words: str) -> str:
    """One line of at most so many printable characters: it goes into the log."""
    printable = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(printable.split())[:_LONGEST]
