"""Who is written to by office: the methodists of a municipality, the curators of schools.

A letter goes to whoever holds the office on the day it is posted, whatever day the change is entered for.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from schools.enums import Role
from schools.models import Person, RoleAssignment
from schools.models.accounts import RoleAssignmentQuerySet


def methodists(municipality: int | None) -> list[Person]:
    """The methodists of the municipality; where there is none, those who answer for the whole portal."""
    reached = Q(municipality=municipality) | Q(municipality__isnull=True)
    office = list(_in_office().filter(reached, role=Role.METHODIST))
    own = [role.person for role in office if role.municipality_id is not None]
    return own or [role.person for role in office]


def curators(schools: Iterable[int | None]) -> list[Person]:
    """The curators of the schools."""
    named = {school for school in schools if school is not None}
    return [role.person for role in _in_office().curators().filter(school__in=named)]


def _in_office() -> RoleAssignmentQuerySet:
    return RoleAssignment.objects.in_force(timezone.localdate()).select_related("person")
