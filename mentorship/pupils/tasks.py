"""What pupils ask of the school's curator: consents to take, data to destroy. Never a name."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from mentorship.pupils.enums import PupilPairState, PupilState, Relation
from mentorship.pupils.models import Pupil, PupilPair
from mentorship.pupils.standing import with_standing
from schools.models import User
from schools.russian import plural
from schools.workplace import Task


def tasks_for(user: User, on: date) -> list[Task]:
    """The curator's tasks or a teacher's own, in one query; none for anybody else."""
    scope = user.access.scope("pupils", change=True)
    if scope.schools:
        return _school(user, on, scope.person)
    return [_offer(pair) for pair in _offers(scope.person)] if scope.person else []


def _school(user: User, on: date, person: int | None) -> list[Task]:
    """What the school owes its pupils; the curator may be asked to be a mentor, too."""
    own = with_standing(Pupil.objects.visible_to(user, change=True).present())
    offered = Subquery(_offers(person).filter(mentee=OuterRef("pk")).values("pk")[:1])
    pupils: list[Any] = list(own.annotate(offered=offered))
    drafts = sum(pupil.state == PupilState.DRAFT for pupil in pupils)
    grown = sum(
        pupil.state == PupilState.READY and pupil.is_adult(on) and pupil.relation != Relation.SELF
        for pupil in pupils
    )
    address, tasks = reverse("pupils:list"), []
    if drafts:
        words = plural(drafts, "ученика", "учеников", "учеников")
        text = "Возьмите согласие законного представителя: без него ученик остаётся черновиком."
        title = f"Нет согласия у {drafts} {words}"
        tasks.append(Task(title, text, f"{address}?wait=consent", "Открыть список"))
    if grown:
        words = plural(grown, "ученику", "ученикам", "ученикам")
        text = "Теперь согласие даёт сам ученик, согласия родителя уже мало."
        title = f"{grown} {words} исполнилось 18"
        tasks.append(Task(title, text, f"{address}?wait=own", "Открыть список", tone="warn"))
    offers = [_offer(PupilPair(pk=pupil.offered)) for pupil in pupils if pupil.offered]
    return tasks + _destruction(pupils, on, address) + offers


def _destruction(pupils: list[Any], on: date, address: str) -> list[Task]:
    """One task for all whose data must go, with the nearest day."""
    days = [day for pupil in pupils if (day := pupil.due_day(on))]
    if not days:
        return []
    due = min(days)
    words = plural(len(days), "ученика", "учеников", "учеников")
    text = "Участие закончилось, или согласия так и нет: хранить имена дальше нельзя."
    return [
        Task(
            title=f"Уничтожьте данные {len(days)} {words}",
            text=text,
            url=f"{address}?wait=destroy",
            action="Открыть список",
            due=due,
            tone="bad" if due < on else "warn",
        )
    ]


def _offers(person: int | None) -> QuerySet[PupilPair]:
    """Pairs that wait for the teacher's word."""
    return PupilPair.objects.filter(mentor_teacher=person, state=PupilPairState.PROPOSED).order_by("pk")


def _offer(pair: PupilPair) -> Task:
    return Task(
        title="Вам предлагают стать наставником ученика",
        text="Посмотрите предложение и ответьте куратору.",
        url=pair.get_absolute_url(),
        action="Открыть предложение",
    )
