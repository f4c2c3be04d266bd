"""What the schools app asks a person to do: schools without a curator, gaps in the records of the year."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from schools import years
from schools.models import RoleAssignment, School, SchoolYear, User
from schools.russian import NBSP, plural
from schools.workplace import Task

# So many schools are named, the others counted.
NAMED = 3


def tasks_for(user: User, on: date) -> list[Task]:
    """The tasks of whoever keeps schools (methodist, head); two queries, none for anybody else."""
    if not user.access.may_see("admin") or user.access.scope("schools", change=True).is_empty:
        return []
    schools = School.objects.visible_to(user, "schools")
    found = [_curators(schools, user, on), _indices(schools, on)]
    return [task for task in found if task is not None]


def _curators(schools: QuerySet[School], user: User, on: date) -> Task | None:
    """Schools in which nobody is curator on the day."""
    if user.access.scope("people", change=True).is_empty:
        return None
    office = RoleAssignment.objects.in_force(on).curators().filter(school=OuterRef("pk"))
    names = list(schools.filter(~Exists(office)).values_list("name", flat=True))
    if not names:
        return None
    return Task(
        title="Назначьте школьных кураторов",
        text=f"{_count(names)} без куратора: {_listed(names)}.",
        url=reverse("admin:schools_person_changelist"),
        action="Выбрать сотрудников",
        tone="warn",
    )


def _indices(schools: QuerySet[School], on: date) -> Task | None:
    """Schools whose row of the year lacks the ИОР: without it they have no class."""
    year = years.year_of(on)
    lacking = SchoolYear.objects.filter(year=year, results_index__isnull=True)
    names = list(schools.filter(pk__in=lacking.order_by().values("school")).values_list("name", flat=True))
    if not names:
        return None
    return Task(
        title=f"Внесите ИОР за {years.label(year)}",
        text=f"{_count(names)} без ИОР: {_listed(names)}.",
        url=f"{reverse('admin:schools_schoolyear_changelist')}?year={year}",
        action="Открыть учебный год",
    )


def _count(names: list[str]) -> str:
    return f"{len(names)}{NBSP}{plural(len(names), 'школа', 'школы', 'школ')}"


def _listed(names: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    names = list(names)
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" и ещё {rest}" if rest > 0 else "")
