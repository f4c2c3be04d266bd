"""What the search finds of this app: people."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from mentorship.spreadsheets.words import fold
from schools.models import Person, User
from schools.search import Card, Hit, Kind


def _rows(user: User, text: str) -> "QuerySet[Any]":
    found = Person.objects.visible_to(user)
    for word in text.split():
        found = found.filter(Q(name_key__contains=word) | Q(code__iexact=word))
    return found.select_related("school", "position")


def _hit(person: Person, user: User) -> Hit:
    detail = ", ".join(str(part) for part in (person.position, person.school) if part)
    return Hit(person.full_name, detail, _address(person, user))


def _address(person: Person, user: User) -> str:
    """The record of who keeps the staff, the own data of oneself; the others have no page."""
    if person.pk == user.person_id:
        return reverse("own_data")
    return reverse("admin:schools_person_change", args=[person.pk]) if user.access.may_see("admin") else ""


def _more(user: User, text: str) -> str:
    """The list in the admin, else the people of the register."""
    access = user.access
    if access.may_see("admin"):
        address = reverse("admin:schools_person_changelist")
    elif access.may_see("registers") and not access.only_counts("registers"):
        address = reverse("registers:people")
    else:
        return ""
    return f"{address}?{urlencode({'q': fold(text)})}"


CARDS = (Card("admin:schools_person_change", "object_id"), Card("registers:person"))
KINDS = (Kind("people", "Люди", "people", _rows, _hit, _more, order=1, cards=CARDS),)
