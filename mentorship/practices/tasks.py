"""What the public section asks of a person: to look at what waits, to mend what came back."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.expressions import BaseExpression
from django.urls import reverse

from mentorship.practices.enums import PublicState
from mentorship.practices.models import Honour, Material, Practice, PracticeAuthor
from schools.models import User
from schools.workplace import Task, Told, summed, tell

MOST = 3


def tasks_for(user: User, on: date, told: Told | None = None) -> list[Task]:
    """Cases to look at or to mend, texts to publish; a query for each sort that has any."""
    told = tell(user, asks(user, on)) if told is None else told
    found = [_waiting(case) for case in _some(_review(user), told, "practices_review")]
    found += [_returned(case) for case in _some(_sent_back(user), told, "practices_returned")]
    count = sum(told.get(name, {}).get("count") or 0 for name in ("materials_review", "honours_review"))
    if count:
        found.append(
            Task(
                title="Опубликуйте материалы или верните их",
                text=f"Ждут проверки: {count}.",
                url=reverse("practices:waiting"),
                action="Посмотреть",
                tone="warn",
            )
        )
    return found


def asks(user: User, on: date) -> dict[str, BaseExpression]:
    """How much waits, for those who may do anything about it."""
    access, asked = user.access, {}
    cases = access.scope("practices", change=True)
    if cases.municipalities or cases.everywhere:
        asked["practices_review"] = summed(_review(user), count=Count("pk"))
    if cases.schools:
        asked["practices_returned"] = summed(_sent_back(user), count=Count("pk"))
    if access.may_change("publishing"):
        for name, model in (("materials_review", Material), ("honours_review", Honour)):
            rows = model.objects.filter(
                access.scope("publishing", change=True).q(municipality="municipality"),
                state=PublicState.REVIEW,
            )
            asked[name] = summed(rows, count=Count("pk"))
    return asked


def _review(user: User) -> QuerySet[Practice]:
    scope = user.access.scope("practices", change=True)
    return Practice.objects.filter(scope.q(municipality="municipality"), state=PublicState.REVIEW)


def _sent_back(user: User) -> QuerySet[Practice]:
    """Drafts of the own schools with a remark: only a return leaves one."""
    schools = user.access.scope("practices", change=True).schools
    authors = PracticeAuthor.objects.filter(practice=OuterRef("pk"), person__school__in=schools)
    return Practice.objects.filter(Exists(authors), state=PublicState.DRAFT).exclude(remark="")


def _some(cases: QuerySet[Practice], told: Told, name: str) -> list[Practice]:
    return list(cases.order_by("pk")[:MOST]) if told.get(name, {}).get("count") else []


def _waiting(case: Practice) -> Task:
    return Task(
        title="Практика ждёт проверки",
        text=f"«{case.title}»: опубликуйте или верните с замечанием.",
        url=case.get_absolute_url(),
        action="Прочитать",
    )


def _returned(case: Practice) -> Task:
    return Task(
        title="Практику вернули на доработку",
        text=f"«{case.title}». Замечание: {case.remark}",
        url=case.get_absolute_url(),
        action="Исправить",
        tone="warn",
    )
