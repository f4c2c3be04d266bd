"""Letters leave: the server answers, and nothing waits long past its hour."""

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from mentorship.notices.enums import NoticeState
from mentorship.notices.models import Notice
from mentorship.operation.checks.configuration import is_demonstration
from mentorship.operation.examination import Finding, Status

_SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"
# A person waits for the answer: less than letters are given (EMAIL_TIMEOUT).
_PATIENCE: Final = 5
# The timer runs every minute, and a run takes up to half an hour (deploy/portal-letters.service).
LONGEST_WAIT: Final = timedelta(minutes=45)
_RECENT: Final = timedelta(days=7)


def mail_server(now: datetime) -> Iterator[Finding]:
    """Whether the server lets the portal in; no letter is sent."""
    if settings.EMAIL_BACKEND != _SMTP:
        return
    mail = get_connection(timeout=_PATIENCE)
    try:
        mail.open()
    except (OSError, smtplib.SMTPException) as failure:
        yield (
            Status.WRONG,
            (
                f"Почтовый сервер {settings.EMAIL_HOST}:{settings.EMAIL_PORT} не пускает "
                f"({type(failure).__name__}). "
                "Письма ждут в очереди и не пропадут. Проверьте EMAIL_URL и сам сервер."
            ),
        )
    else:
        mail.close()


def letters(now: datetime) -> Iterator[Finding]:
    """The oldest letter that waits, and those that were given up lately."""
    oldest = Notice.objects.due(now).order_by("next_try_at").values_list("next_try_at", flat=True).first()
    if oldest is not None and now - oldest > LONGEST_WAIT:
        yield (
            Status.WARNING if is_demonstration() else Status.WRONG,
            (
                f"Писем в очереди: {Notice.objects.due(now).count()}, первое ждёт с "
                f"{timezone.localtime(oldest):%d.%m.%Y %H:%M}. "
                "Включите таймер: systemctl enable --now portal-letters.timer."
            ),
        )
    given_up = Notice.objects.filter(state=NoticeState.FAILED, created_at__gte=now - _RECENT).count()
    if given_up:
        yield (
            Status.WARNING,
            (
                f"Писем, которые за неделю не удалось отправить: {given_up}. Причины — в управлении, "
                "раздел «Письма»."
            ),
        )
