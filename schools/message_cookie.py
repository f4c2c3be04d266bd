"""The cookie of messages, named as the portal's other cookies are."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class PortalCookieStorage(CookieStorage):
    """Django names this cookie itself and has no setting for it."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class PortalMessages(FallbackStorage):
    """In the cookie while they are short, in the session when they are long."""

    storage_classes = (PortalCookieStorage, SessionStorage)
