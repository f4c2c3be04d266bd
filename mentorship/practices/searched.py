"""What the search finds of this app: practices, contests, awards, materials of the public section."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mentorship.practices.models import Award, Contest, Material, Practice
from mentorship.spreadsheets.searching import holding
from schools import years
from schools.models import User
from schools.search import Card, Hit, Kind, in_list


def _practices(user: User, text: str) -> "QuerySet[Any]":
    return Practice.objects.visible_to(user).found(text).order_by("-pk")


def _practice(practice: Practice, user: User) -> Hit:
    return Hit(practice.title, str(practice.get_state_display()), practice.get_absolute_url())


def _contests(user: User, text: str) -> "QuerySet[Any]":
    return holding(Contest.objects.visible_to(user), text, "title_key").order_by("-year", "-pk")


def _contest(contest: Contest, user: User) -> Hit:
    detail = f"{years.label(contest.year)}, {contest.get_state_display()}"
    return Hit(contest.title, detail, contest.get_absolute_url())


def _awards(user: User, text: str) -> "QuerySet[Any]":
    found = Award.objects.visible_to(user).named(text)
    return found.select_related("person").order_by("-year", "-serial", "-pk")


def _award(award: Award, user: User) -> Hit:
    return Hit(f"{award}: {award.name}", f"{award.date:%d.%m.%Y}", award.get_absolute_url())


def _materials(user: User, text: str) -> "QuerySet[Any]":
    return Material.objects.visible_to(user).found(text).order_by("-pk")


def _material(material: Material, user: User) -> Hit:
    detail = f"{material.get_kind_display()}, {material.get_state_display()}"
    return Hit(material.title, detail, reverse("practices:editing", args=["material", material.pk]))


KINDS = (
    Kind(
        "practices",
        "Практики",
        "practices",
        _practices,
        _practice,
        order=7,
        cards=(Card("practices:detail"),),
    ),
    Kind("contests", "Конкурсы", "contests", _contests, _contest, order=10, cards=(Card("contests:detail"),)),
    Kind(
        "awards",
        "Награды",
        "awards",
        _awards,
        _award,
        in_list("awards:list"),
        order=11,
        cards=(Card("awards:detail"),),
    ),
    Kind("materials", "Публичный раздел", "materials", _materials, _material, order=12),
)
