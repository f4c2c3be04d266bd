"""Whose paper it is: the municipality's or a school's, within what an account may change."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from schools.models import Municipality, School, User

AREA = "orders"


@dataclass(frozen=True)
class Owner:
    """A municipality, or one of its schools."""

    municipality: Municipality
    school: School | None = None

    def __str__(self) -> str:
        return str(self.school or self.municipality)


def own_schools(user: User) -> QuerySet[School]:
    """The schools whose papers the account may make."""
    reached = user.access.scope(AREA, change=True).q(municipality="municipality", school="pk")
    return School.objects.filter(reached).select_related("municipality")


def own_municipality(user: User) -> Municipality | None:
    """The municipality whose papers the account may make; None for an account of schools."""
    scope = user.access.scope(AREA, change=True)
    own = user.access.municipality
    if own is not None and scope.reaches(municipality=own.pk):
        return own
    return Municipality.objects.filter(scope.q(municipality="pk")).order_by("pk").first()


def chosen_owner(user: User, wanted: str, *, for_school: bool = True) -> Owner:
    """The owner of the address: a school by its key, else the municipality, else the first own school.

    404 for a school out of reach, or for an account that may make no paper of the kind.
    """
    municipality = own_municipality(user)
    if wanted and for_school:
        found = own_schools(user).filter(pk=wanted).first() if wanted.isdecimal() else None
        if found is None:
            raise Http404
        return Owner(found.municipality, found)
    if municipality is not None:
        return Owner(municipality)
    first = own_schools(user).first() if for_school else None
    if first is None:
        raise Http404
    return Owner(first.municipality, first)
