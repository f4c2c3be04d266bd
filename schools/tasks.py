"""What the schools app asks a person to do: schools without a curator, gaps in the records of the year."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from schools import years
from schools.models import RoleAssignment, School, SchoolYear, User
from schools.russian import NBSP, plural
from schools.workplace import Task

# So many schools are named, the others counted.
NAMED = 3


def tasks_for(user: User, on: date) -> list[Task]:
    """The tasks of whoever keeps schools (methodist, head); one query, none for anybody else."""
    if not user.access.may_see("admin") or user.access.scope("schools", change=True).is_empty:
        return []
    year = years.year_of(on)
    office = RoleAssignment.objects.in_force(on).curators().filter(school=OuterRef("pk"))
    lacking = SchoolYear.objects.filter(school=OuterRef("pk"), year=year, results_index__isnull=True)
    schools = School.objects.visible_to(user, "schools").annotate(
        has_curator=Exists(office), lacks_index=Exists(lacking)
    )
    wanting = schools.filter(Q(has_curator=False) | Q(lacks_index=True))
    found = list(wanting.values_list("name", "has_curator", "lacks_index"))
    tasks = []
    if (names := [name for name, has_curator, _ in found if not has_curator]) and _keeps_people(user):
        tasks.append(_curators(names))
    if names := [name for name, _, lacks_index in found if lacks_index]:
        tasks.append(_indices(names, year))
    return tasks


def _keeps_people(user: User) -> bool:
    return not user.access.scope("people", change=True).is_empty


def _curators(names: list[str]) -> Task:
    """Schools in which nobody is curator on the day."""
    return Task(
        title="Назначьте школьных кураторов",
        text=f"{_count(names)} без куратора: {_listed(names)}.",
        url=reverse("admin:schools_person_changelist"),
        action="Выбрать сотрудников",
        tone="warn",
    )


def _indices(names: list[str], year: int) -> Task:
    """Schools whose row of the year lacks the ИОР: without it they have no class."""
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
