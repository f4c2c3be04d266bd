"""Settings as the environment made them (docs/operation/README.md lists what to set)."""

import socket
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from mentorship.operation.examination import Finding, Status

SHORTEST_KEY: Final = 50
FEWEST_SIGNS: Final = 5
_NAMES_OF_A_DEMONSTRATION: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
_TO_SCREEN: Final = "django.core.mail.backends.console.EmailBackend"


def is_demonstration() -> bool:
    """Whether only this very machine is answered: faults of a public site are then but remarks."""
    return set(settings.ALLOWED_HOSTS) <= {*_NAMES_OF_A_DEMONSTRATION, socket.gethostname()}


def configuration(now: datetime) -> Iterator[Finding]:
    """What would expose a site that others reach."""
    bad = Status.WARNING if is_demonstration() else Status.WRONG
    if settings.DEBUG:
        yield bad, "Включён DEBUG: страница ошибки покажет настройки и данные. Уберите DEBUG из окружения."
    if len(settings.SECRET_KEY) < SHORTEST_KEY or len(set(settings.SECRET_KEY)) < FEWEST_SIGNS:
        yield (
            bad,
            (
                f"SECRET_KEY короче {SHORTEST_KEY} знаков или однообразен. Сделайте новый: "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'. Всем придётся войти заново."
            ),
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield (
            Status.WRONG,
            "ALLOWED_HOSTS содержит «*»: назовите имена сайта, иначе ссылки в письмах подделают.",
        )
    if not settings.HTTPS:
        yield bad, "HTTPS выключен: пароли и ответы идут открыто. Поставьте HTTPS=1 и сертификат в nginx."
    if not getattr(settings, "REQUIRE_MFA", False):
        yield (
            Status.WARNING,
            (
                "Второй фактор не обязателен. Поставьте REQUIRE_MFA=1: сотрудники центра и школ "
                "подключат его при входе."
            ),
        )
    address = urlsplit(settings.SITE_URL)
    if not is_demonstration() and address.hostname not in settings.ALLOWED_HOSTS:
        yield Status.WRONG, "SITE_URL называет не тот сайт, что ALLOWED_HOSTS: ссылки из писем не откроются."


def mail_settings(now: datetime) -> Iterator[Finding]:
    """Whether letters leave at all, and whose they are."""
    if settings.EMAIL_BACKEND == _TO_SCREEN:
        yield (
            Status.WARNING,
            "Почта не настроена: письма печатаются на экран. Задайте EMAIL_URL, например smtp://127.0.0.1:25.",
        )
        return
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Status.WRONG, "Письма уходят от portal@localhost и не дойдут. Задайте DEFAULT_FROM_EMAIL."
