"""What the search finds of this app: pairs and groups."""

from typing import Any

from django.db.models import QuerySet

from mentorship.pairs.models import Pair
from schools.models import User
from schools.search import Card, Hit, Kind, in_list


def _rows(user: User, text: str) -> "QuerySet[Any]":
    found = Pair.objects.visible_to(user).named(text)
    return found.select_related("mentor__person").prefetch_related("members__mentee").order_by("-pk")


def _hit(pair: Pair, user: User) -> Hit:
    mentees = ", ".join(member.mentee.short_name for member in pair.members.all())
    people = " – ".join(filter(None, (pair.mentor.person.short_name, mentees)))
    return Hit(str(pair), f"{people}, {pair.get_state_display()}", pair.get_absolute_url())


CARDS = (Card("pairs:detail"),)
KINDS = (Kind("pairs", "Пары и группы", "pairs", _rows, _hit, in_list("pairs:list"), order=4, cards=CARDS),)
