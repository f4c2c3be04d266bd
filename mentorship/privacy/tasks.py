"""What personal data ask of the centre: requests with the day of the answer, files left to a decision."""

from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.expressions import BaseExpression
from django.urls import reverse

from mentorship.privacy.enums import RequestState
from mentorship.privacy.models import LeftFile, PersonalRequest
from schools.enums import Role
from schools.models import User
from schools.workplace import Task, Told, summed, tell

MOST = 5


def tasks_for(user: User, on: date, told: Told | None = None) -> list[Task]:
    """Requests that wait for this person; two queries beyond `told`, none where nothing waits."""
    told = tell(user, asks(user, on)) if told is None else told
    if "personal_requests" not in told:
        return []
    waiting = _requests(user).select_related("person")[:MOST] if told["personal_requests"]["count"] else ()
    files = _files(user, on) if told["left_files"]["count"] else []
    return [_task(asked, on) for asked in waiting] + files


def asks(user: User, on: date) -> dict[str, BaseExpression]:
    """Whether anything waits; nothing of who does not keep personal data."""
    if not user.access.may_change("acts"):
        return {}
    return {
        "personal_requests": summed(_requests(user), count=Count("pk")),
        "left_files": summed(_left(user), count=Count("pk")),
    }


def _requests(user: User) -> QuerySet[PersonalRequest]:
    waiting = PersonalRequest.objects.visible_to(user).waiting()
    return waiting if Role.METHODIST in user.access.roles else waiting.filter(state=RequestState.PROPOSED)


def _left(user: User) -> QuerySet[LeftFile]:
    return LeftFile.objects.visible_to(user).waiting()


def _files(user: User, on: date) -> list[Task]:
    """One task for the files of all acts: the page of the soonest leads on."""
    waiting = list(_left(user).select_related("act"))
    if not waiting:
        return []
    first = waiting[0]
    task = Task(
        title="Решите о файлах из акта об уничтожении",
        text=f"Файлов: {len(waiting)}. Первый — {first.act}.",
        url=first.act.get_absolute_url(),
        action="Открыть акт",
        due=first.due_date,
        tone="bad" if first.due_date < on else "warn",
    )
    return [task]


def _task(asked: PersonalRequest, on: date) -> Task:
    is_proposed = asked.state == RequestState.PROPOSED
    return Task(
        title="Решите об уничтожении данных"
        if is_proposed
        else f"Просьба о данных: {asked.get_wish_display()}",
        text=f"{asked.person or 'Данные уничтожены'}, получена {asked.asked_date:%d.%m.%Y}.",
        url=reverse("privacy:request", args=[asked.pk]),
        action="Открыть",
        due=asked.due_date,
        tone="bad" if asked.due_date < on else "warn",
    )
