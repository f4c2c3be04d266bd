"""The layout of dated roles, which also opens the accounts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from mentorship.spreadsheets.cells import Code, Date
from mentorship.spreadsheets.layout import Column, Context, Layout, Row
from mentorship.spreadsheets.lookup import Lookup
from mentorship.spreadsheets.registry import register
from mentorship.spreadsheets.upsert import Upsert
from schools.enums import SCHOOL_ROLES, Role
from schools.models import Municipality, Person, RoleAssignment, School, User
from schools.resources.finding import (
    BATCH,
    no_person,
    no_school,
    only_municipality,
    people_by_code,
    schools_named,
)
from schools.resources.words import ROLE
from schools.workflow import account_letters, check_may_appoint, create_account


@register
class RolesLayout(Layout):
    """Who holds which role from when to when; a new holder gets an account that waits for its invitation."""

    kind = "roles"
    title = "Роли"
    order = 50
    key = ("person", "role", "school", "start")
    permissions = ("people.change",)
    columns = (
        Column("person", "Код педагога", Code(50)),
        Column("role", "Роль", ROLE),
        Column("school", "Код ОО", Code(30), blank_ok=True),
        Column("start", "Начало", Date()),
        Column("end", "Окончание", Date()),
    )

    def apply(self, rows: list[Row], context: Context) -> None:
        """Write the roles, then make the accounts that are missing."""
        holders = _Holders(rows, context)
        for row in rows:
            holders.put(row)
        if not context.report.errors:
            holders.store()

    def export(self, context: Context) -> Iterable[Mapping[str, Any]]:
        """Yield the roles by the person's code."""
        roles = _held_in(context.municipality).select_related("person", "school")
        for role in roles.order_by("person__code", "start_date", "role", "school__code"):
            yield {
                "person": role.person.code,
                "role": role.role,
                "school": role.school and role.school.code,
                "start": role.start_date,
                "end": role.end_date,
            }


class _Holders:
    """The holders of roles of one file."""

    def __init__(self, rows: list[Row], context: Context) -> None:
        self.context = context
        self.people = _holders_named(rows, context)
        self.schools = schools_named(rows, context)
        self.municipality = only_municipality(context)
        pks = [person.pk for person in self.people]
        self.known = Lookup(_roles(pks, context), "person_id", "role", "school_id", "start_date")
        self.with_account = set(_with_account(pks))
        self.upsert = Upsert(RoleAssignment, context.report)
        self.without_account: dict[int, tuple[Row, Person]] = {}
        self.given: list[RoleAssignment] = []
        self.ended: list[RoleAssignment] = []

    def put(self, row: Row) -> None:
        """Compare a row with the role of that person, place and day."""
        report = self.context.report
        person = self.people.of(row, "person", report, no_person(self.context))
        school = self.schools.of(row, "school", report, no_school(self.context))
        if person is None or (school is None and row.get("school")):
            return
        role = Role(row.get("role"))
        stored = self.known.find(person.pk, role, school and school.pk, row.get("start"))
        own = self.context.municipality or person.municipality or self.municipality
        municipality = None if school else own
        if stored is None and not self._fits(row, role, school, municipality):
            return
        ends_anew = "end" in row and (stored is None or row.get("end") != stored.end_date)
        if (stored is None or ends_anew) and not self._is_allowed(row, role, school, municipality):
            return
        place = {"school": school, "municipality": municipality}
        new = {"person": person, "role": role, "start_date": row.get("start"), **place}
        given = self.upsert.put(row, stored, row.given(end_date="end"), new)
        if given.end_date and given.end_date < given.start_date:
            report.error(row, "end", "Окончание роли раньше её начала.")
        self._keep_to_tell(given, is_new=stored is None, ends_anew=ends_anew)
        if person.pk not in self.with_account:
            self.without_account.setdefault(person.pk, (row, person))

    def _keep_to_tell(self, role: RoleAssignment, *, is_new: bool, ends_anew: bool) -> None:
        """A role of the past that is only now written down is no news to its holder."""
        if is_new and (role.end_date is None or role.end_date >= self.context.on):
            self.given.append(role)
        elif ends_anew and not is_new:
            self.ended.append(role)

    def _fits(self, row: Row, role: Role, school: School | None, municipality: Municipality | None) -> bool:
        """Whether the place suits the role."""
        problem = ""
        if role in SCHOOL_ROLES and school is None:
            problem = f"Роль «{role.label}» — роль школы: укажите код ОО."
        elif role not in SCHOOL_ROLES and school is not None:
            problem = f"Роль «{role.label}» — роль муниципалитета: оставьте код ОО пустым."
        elif role not in (*SCHOOL_ROLES, Role.ADMIN) and municipality is None:
            problem = "Не ясно, из какого муниципалитета сотрудник: укажите муниципалитет загрузки."
        if problem:
            self.context.report.error(row, "school", problem)
        return not problem

    def _is_allowed(
        self, row: Row, role: Role, school: School | None, municipality: Municipality | None
    ) -> bool:
        try:
            check_may_appoint(self.context.by, role=role, school=school, municipality=municipality)
        except ValidationError as refusal:
            self.context.report.error(row, "role", refusal.messages[0])
            return False
        return True

    def store(self) -> None:
        """Write the roles and the accounts."""
        self.upsert.flush()
        for row, person in self.without_account.values():
            create_account(person=person, by=self.context.by)
            self.context.report.count(row.number, "updated")
        account_letters().tell_of_roles(given=self.given, ended=self.ended, by=self.context.by)


def _holders_named(rows: list[Row], context: Context) -> Lookup[Person]:
    """People of the import's municipality, and those from elsewhere who hold or held a role in it."""
    people, own = Person.objects.select_related("school", "municipality"), context.municipality
    if own is not None:
        people = people.filter(Q(municipality=own) | Q(pk__in=_held_in(own).values("person")))
    return people_by_code(people, [row.get("person") for row in rows])


def _held_in(own: Municipality | None) -> QuerySet[RoleAssignment]:
    """The roles of a municipality and of its schools; None: of all."""
    roles = RoleAssignment.objects.all()
    return roles.filter(Q(municipality=own) | Q(school__municipality=own)) if own else roles


def _roles(people: list[int], context: Context) -> Iterable[RoleAssignment]:
    for start in range(0, len(people), BATCH):
        part = _held_in(context.municipality).filter(person__in=people[start : start + BATCH])
        yield from part.select_related("person", "school", "municipality")


def _with_account(people: list[int]) -> Iterable[int]:
    for start in range(0, len(people), BATCH):
        yield from User.objects.filter(person__in=people[start : start + BATCH]).values_list(
            "person", flat=True
        )
