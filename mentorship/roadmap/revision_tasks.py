"""What proposed versions of plans want of a person today: to be agreed, or to be mended after a return."""

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from mentorship.roadmap.enums import RevisionState
from mentorship.roadmap.models import Revision
from mentorship.roadmap.rights import may
from schools import years
from schools.workplace import Task

if TYPE_CHECKING:
    from schools.models import User

# More than so many by name make no workplace.
MOST = 3


def tasks_for(user: "User", on: date) -> list[Task]:
    """Proposed versions that wait for the person, the longest waiting first; one query."""
    if not user.access.may_change("roadmap"):
        return []
    rows = Revision.objects.visible_to(user, change=True).open().order_by("submitted_at", "pk")
    found = rows.select_related("roadmap__school", "roadmap__municipality")
    return [_task(row) for row in found if _is_for(user, row)][:MOST]


def _is_for(user: "User", revision: Revision) -> bool:
    """A sent one waits for who agrees, a returned one for who prepares it."""
    if revision.is_submitted:
        return may(user, "agree", revision.roadmap)
    return bool(revision.comment) and may(user, "ask", revision.roadmap)


def _task(revision: Revision) -> Task:
    is_sent = revision.state == RevisionState.SUBMITTED
    roadmap = revision.roadmap
    return Task(
        title="Согласовать изменения плана" if is_sent else "Изменения плана вернули на доработку",
        text=f"{roadmap.owner}, {years.label(roadmap.year)}" if is_sent else revision.comment,
        url=reverse("roadmap:changes", args=[roadmap.pk]),
        action="Рассмотреть" if is_sent else "Доработать",
        tone="warn" if is_sent else "bad",
    )
