"""From where a request comes: believed only as far as the installation's own proxies vouch for it."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of who asks; "" where the server does not tell.

    `TRUSTED_PROXIES` says how many proxies of our own stand before the portal: each writes at the end of
    X-Forwarded-For whom it saw, so only that many entries from the end are true; the rest is anybody's word.
    X-Real-IP is nobody's promise and is not read.
    """
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        told = request.headers.get("X-Forwarded-For", "").split(",")
        if len(told) >= proxies and (seen := _address(told[-proxies])):
            return seen
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(words: str) -> str:
    """The address in its usual spelling; "" where the words are none."""
    try:
        return str(ip_address(words.strip()))
    except ValueError:
        return ""
