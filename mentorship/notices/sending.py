"""Sending queued letters: nothing is lost when the mail server is down, no two senders send the same letter.

A letter is claimed by one statement, sent outside of any transaction (a slow server holds no lock), and then
marked. A worker that is killed between the sending and the mark leaves its one letter claimed: when the claim
runs out it is sent again, so a kill sends at most one letter twice and never loses one.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.template.loader import render_to_string

from mentorship.notices.enums import SWITCHABLE, NoticeState, Topic
from mentorship.notices.faults import FAILURES, Fault, address_fault, fault_of
from mentorship.notices.models import Notice
from mentorship.notices.topics import is_off, off_path

logger = logging.getLogger(__name__)

# Minutes before the next try; after the last one the letter stays in the log as not sent.
PAUSES = (1, 5, 30, 2 * 60, 12 * 60, 24 * 60)
# How long a claimed letter is its sender's own: far longer than a server may take (EMAIL_TIMEOUT).
CLAIM = timedelta(minutes=15)


def send_due(now: datetime, limit: int = 200) -> dict[str, int]:
    """Send the letters that are due; return how many were «sent» and how many «failed» this time.

    Once the server cannot be reached, the rest waits for the next run without losing a try.
    """
    counts = {"sent": 0, "failed": 0}
    for pk in list(Notice.objects.due(now).values_list("pk", flat=True)[:limit]):
        notice = _claimed(pk, now)
        if notice is None or _is_unwanted(notice):
            continue
        fault = _send(notice)
        if fault is None:
            _mark_sent(notice, now)
        else:
            _mark_failed(notice, fault, now)
        counts["failed" if fault else "sent"] += 1
        if fault and fault.is_down:
            break
    return counts


def _claimed(pk: int, now: datetime) -> Notice | None:
    """The letter, if it is still due: of two senders at once one gets it, the other None."""
    due = Notice.objects.due(now).filter(pk=pk)
    if not due.update(tries=F("tries") + 1, next_try_at=now + CLAIM):
        return None
    return Notice.objects.select_related("person").get(pk=pk)


def _is_unwanted(notice: Notice) -> bool:
    """Mark a letter whose topic was switched off, or whose address was taken away, since it was queued."""
    person = notice.person
    if is_off(person, Topic(notice.topic)):
        notice.state = NoticeState.SWITCHED_OFF
    elif not person.email:
        notice.state = NoticeState.NO_ADDRESS
    else:
        return False
    notice.save(update_fields=["state"])
    return True


def _send(notice: Notice) -> Fault | None:
    """Hand the letter to the server; what went wrong, or None."""
    fault = address_fault(notice.person.email)
    if fault is not None:
        return fault
    try:
        _letter(notice).send()
    except FAILURES as failure:
        logger.warning("Letter %s was not sent: %s", notice.pk, type(failure).__name__)
        return fault_of(failure)
    return None


def _mark_sent(notice: Notice, now: datetime) -> None:
    notice.state, notice.sent_at, notice.error = NoticeState.SENT, now, ""
    notice.sent_to = notice.person.email
    notice.save(update_fields=["state", "sent_at", "error", "sent_to"])


def _mark_failed(notice: Notice, fault: Fault, now: datetime) -> None:
    """Try again later, ever more seldom, and in the end no more; what is refused for good at once."""
    notice.error = fault.words
    if fault.is_final or notice.tries > len(PAUSES):
        notice.state = NoticeState.FAILED
    else:
        notice.next_try_at = now + timedelta(minutes=PAUSES[notice.tries - 1])
    notice.save(update_fields=["state", "error", "next_try_at"])


def _letter(notice: Notice) -> EmailMultiAlternatives:
    """The mail: plain and HTML, one link that needs no hunting, one that switches the topic off."""
    may_stop = notice.topic in SWITCHABLE
    off_link = settings.SITE_URL + off_path(notice.person, notice.topic) if may_stop else ""
    context = {
        "notice": notice,
        "link": f"{settings.SITE_URL}{notice.path}" if notice.path else "",
        "off_link": off_link,
        "settings_link": f"{settings.SITE_URL}/notices/",
    }
    letter = EmailMultiAlternatives(
        subject=notice.subject,
        body=render_to_string("notices/letter.txt", context),
        to=[notice.person.email],
        connection=get_connection(),
        headers={"Auto-Submitted": "auto-generated"},
    )
    if off_link:
        # mail programs show a button of their own (RFC 2369, RFC 8058)
        letter.extra_headers["List-Unsubscribe"] = f"<{off_link}>"
        letter.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.attach_alternative(render_to_string("notices/letter.html", context), "text/html")
    return letter
