"""Sending queued letters: nothing is lost when the mail server is down, nobody gets a letter twice."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.template.loader import render_to_string

from mentorship.notices.enums import NoticeState
from mentorship.notices.models import Notice

logger = logging.getLogger(__name__)

# Minutes before the next try; after the last one the letter stays in the log as not sent.
PAUSES = (1, 5, 30, 2 * 60, 12 * 60, 24 * 60)


def send_due(now: datetime, limit: int = 200) -> dict[str, int]:
    """Send the letters that are due; return how many were «sent» and how many «failed» this time."""
    counts = {"sent": 0, "failed": 0}
    for pk in list(Notice.objects.due(now).values_list("pk", flat=True)[:limit]):
        outcome = _send(pk, now)
        if outcome is not None:
            counts["sent" if outcome else "failed"] += 1
    return counts


def _send(pk: int, now: datetime) -> bool | None:
    """Send one letter in its own transaction; None when another process has taken it meanwhile."""
    with transaction.atomic():
        locked = Notice.objects.due(now).filter(pk=pk).select_related("person")
        if connection.features.has_select_for_update_skip_locked:
            locked = locked.select_for_update(skip_locked=True, of=("self",))
        notice = locked.first()
        if notice is None:
            return None
        notice.tries += 1
        try:
            _letter(notice).send()
        except (SMTPException, OSError) as failure:
            _put_off(notice, failure, now)
        else:
            notice.state, notice.sent_at, notice.error = NoticeState.SENT, now, ""
            notice.sent_to = notice.person.email
        notice.save()
        return notice.state == NoticeState.SENT


def _put_off(notice: Notice, failure: Exception, now: datetime) -> None:
    """Try again later, ever more seldom, and in the end no more."""
    notice.error = f"{type(failure).__name__}: {failure}"[:300]
    logger.warning("Letter %s was not sent: %s", notice.pk, type(failure).__name__)
    if notice.tries > len(PAUSES):
        notice.state = NoticeState.FAILED
    else:
        notice.next_try_at = now + timedelta(minutes=PAUSES[notice.tries - 1])


def _letter(notice: Notice) -> EmailMultiAlternatives:
    """The mail: plain and HTML, one link that needs no hunting."""
    link = f"{settings.SITE_URL}{notice.path}" if notice.path else ""
    context = {"notice": notice, "link": link, "settings_link": f"{settings.SITE_URL}/notices/"}
    letter = EmailMultiAlternatives(
        subject=notice.subject,
        body=render_to_string("notices/letter.txt", context),
        to=[notice.person.email],
        connection=get_connection(),
        headers={"Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string("notices/letter.html", context), "text/html")
    return letter
