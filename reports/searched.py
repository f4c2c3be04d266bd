"""What the search finds of this app: schools, which have their page here."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from schools.models import School, User
from schools.search import Card, Hit, Kind, in_list

AREA = "school_reports"


def _rows(user: User, text: str) -> "QuerySet[Any]":
    found = School.objects.visible_to(user, AREA)
    for word in text.split():
        found = found.filter(Q(name_key__contains=word) | Q(code__istartswith=word))
    return found.select_related("municipality").order_by("name_key", "pk")


def _hit(school: School, user: User) -> Hit:
    return Hit(
        school.name, f"{school.code}, {school.municipality}", reverse("reports:school", args=[school.code])
    )


MORE = in_list("reports:schools")
CARDS = (Card("reports:school", "code"),)
KINDS = (Kind("schools", "Школы", AREA, _rows, _hit, MORE, order=2, cards=CARDS, key="code"),)
