"""Terms of the law: data that somebody had to destroy and has not."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from mentorship.operation.examination import Finding, Status
from mentorship.privacy.due import due_among
from schools.models import Person


def destruction(now: datetime) -> Iterator[Finding]:
    """People whose day has passed: their number, whose they are stands on the page of those who decide."""
    on = timezone.localdate(now)
    late = [due for due in due_among(Person.objects.all(), on) if due.is_overdue(on)]
    if late:
        yield (
            Status.WRONG,
            (
                f"Просрочено уничтожение данных, людей: {len(late)}, первый срок — {late[0].by:%d.%m.%Y}. "
                "Руководителю: страница «К уничтожению»."
            ),
        )
