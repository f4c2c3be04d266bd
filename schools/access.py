"""What an account may do: its dated roles read against the table of `schools.access_table`."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

from django.db.models import DateField, Q

from mentorship.prepared import Prepared, Slot
from schools.access_table import MODEL_AREAS, ROLES, TABLE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from schools.models import Municipality, Person, RoleAssignment, User


class Grant(NamedTuple):
    """What one role holds in one area."""

    changes: bool
    reach: str  # "all", "own", "self"
    detail: str  # "full", "counts", "silent"


def _grants(cell: str) -> tuple[Grant, ...]:
    """Read a cell of the table: `V+E own` is two grants."""
    if cell == "-":
        return ()
    grants = []
    for part in cell.split("+"):
        letter, *words = part.split()
        reach = next((word for word in words if word in ("own", "self")), "all")
        detail = next((word for word in words if word in ("counts", "silent")), "full")
        grants.append(Grant(letter == "E", reach, detail))
    return tuple(grants)


GRANTS: dict[str, dict[str, tuple[Grant, ...]]] = {
    area: dict(zip(ROLES, map(_grants, cells), strict=True)) for area, cells in TABLE.items()
}


@dataclass(frozen=True)
class Scope:
    """The rows an account reaches in an area."""

    everywhere: bool = False
    municipalities: frozenset[int] = frozenset()
    schools: frozenset[int] = frozenset()
    person: int | None = None

    @property
    def is_empty(self) -> bool:
        """No row is reached."""
        return not (self.everywhere or self.municipalities or self.schools or self.person)

    def q(self, *, municipality: str = "", school: str = "", person: str = "") -> Q:
        """The condition over a model's paths to its municipality, school and person; "" where it has none."""
        if self.everywhere:
            # every row, also where another condition is added by «or»: an empty Q would leave that one alone
            return ~Q(pk__in=[])
        condition = Q(pk__in=[])
        if municipality and self.municipalities:
            condition |= Q(**{f"{municipality}__in": self.municipalities})
        if school and self.schools:
            condition |= Q(**{f"{school}__in": self.schools})
        if person and self.person:
            condition |= Q(**{person: self.person})
        return condition

    def reaches(
        self, *, municipality: int | None = None, school: int | None = None, person: int | None = None
    ) -> bool:
        """Whether one row with these owners lies within."""
        return (
            self.everywhere
            or municipality in self.municipalities
            or school in self.schools
            or (person is not None and person == self.person)
        )


class HeldRole(NamedTuple):
    """A role in force and where it holds; no municipality means the whole installation."""

    role: str
    municipality: int | None
    school: int | None


# Whose workplace opens for a person of several roles.
PRECEDENCE = ("head", "methodist", "approver", "department", "curator", "director", "admin", "teacher")


@dataclass
class Access:
    """What one account may do on a day: the sum of its roles."""

    held: tuple[HeldRole, ...]
    person: "Person | None" = None
    roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.roles = frozenset(held.role for held in self.held)

    @classmethod
    def of(cls, user: "User", *, on: date) -> "Access":
        """Read an account's roles of the day: one query, two where the person is not at hand."""
        if user.person_id is None:
            return cls(())
        person = _person_of(user)
        rows = _ROLES.rows(person=person.pk, on=on)
        held = [HeldRole(role, own or of_school, school) for role, own, of_school, school in rows]
        if person.is_teacher:
            held.append(HeldRole("teacher", person.municipality_id, person.school_id))
        return cls(tuple(held), person)

    @property
    def main_role(self) -> str:
        """The role whose workplace opens; "" for an account without any."""
        return next((role for role in PRECEDENCE if role in self.roles), "")

    @property
    def municipality(self) -> "Municipality | None":
        """The municipality named in the head of the page."""
        if self.person is None:
            return None
        return self.person.municipality

    def grants(self, area: str) -> list[tuple[HeldRole, Grant]]:
        """Every grant of the account in an area."""
        table = GRANTS[area]
        return [(held, grant) for held in self.held for grant in table[held.role]]

    def may_see(self, area: str) -> bool:
        """Whether the area opens at all."""
        return bool(self.grants(area))

    def may_change(self, area: str) -> bool:
        """Whether anything may be changed in the area."""
        return any(grant.changes for _, grant in self.grants(area))

    def only_counts(self, area: str) -> bool:
        """Whether the area shows numbers without names."""
        grants = self.grants(area)
        return bool(grants) and all(grant.detail == "counts" for _, grant in grants)

    def shows_contacts(self, area: str) -> bool:
        """Whether contacts are shown."""
        return any(grant.detail == "full" for _, grant in self.grants(area))

    def only_own(self, area: str) -> bool:
        """Whether only the own school or the own things are reached."""
        return all(grant.reach != "all" for _, grant in self.grants(area))

    def scope(self, area: str, *, change: bool = False, counts: bool = False) -> Scope:
        """The rows reached; rows shown only as numbers count when `counts` is asked for."""
        everywhere, person = False, None
        municipalities: set[int] = set()
        schools: set[int] = set()
        for held, grant in self.grants(area):
            if (change and not grant.changes) or (grant.detail == "counts" and not counts):
                continue
            if grant.reach == "self":
                person = self.person.pk if self.person else None
            elif grant.reach == "own":
                schools |= {held.school} if held.school else set()
            elif held.municipality is None:
                everywhere = True
            else:
                municipalities.add(held.municipality)
        return Scope(everywhere, frozenset(municipalities), frozenset(schools), person)

    def has_perm(self, perm: str) -> bool:
        """`area.view`, `area.change`, or a model permission of the admin (`bank.view_mentor`)."""
        app, _, codename = perm.partition(".")
        if app in GRANTS and codename in ("view", "change"):
            return self.may_change(app) if codename == "change" else self.may_see(app)
        action, _, model = codename.partition("_")
        area = MODEL_AREAS.get(f"{app}.{model}")
        if area is None or not self.may_see("admin"):
            return False
        return self.may_see(area) if action == "view" else self.may_change(area)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the admin shows any model of the app."""
        areas = {area for model, area in MODEL_AREAS.items() if model.startswith(f"{app_label}.")}
        return self.may_see("admin") and any(self.may_see(area) for area in areas)


def _roles() -> "QuerySet[RoleAssignment, tuple[str, int | None, int | None, int | None]]":
    from schools.models import RoleAssignment

    on = cast(date, Slot("on", DateField()))
    held = RoleAssignment.objects.in_force(on).filter(person=Slot("person"))
    return held.order_by("start_date").values_list("role", "municipality", "school__municipality", "school")


_ROLES = Prepared(_roles)


def _person_of(user: "User") -> "Person":
    """The person of an account with municipality and school, as the sign-in has read them, else read now."""
    from schools.models import Person

    known: Person | None = user._state.fields_cache.get("person")
    if known is not None and {"municipality", "school"} <= known._state.fields_cache.keys():
        return known
    return Person.objects.select_related("municipality", "school__municipality").get(user=user)
