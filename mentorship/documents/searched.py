"""What the search finds of this app: orders, consents and other papers."""

from typing import Any

from django.db.models import QuerySet

from mentorship.documents.models import Paper
from mentorship.spreadsheets.searching import holding
from schools.models import User
from schools.search import Card, Hit, Kind, in_list


def _rows(user: User, text: str) -> "QuerySet[Any]":
    found = holding(Paper.objects.visible_to(user), text, "title_key")
    return found.select_related("school").order_by("-pk")


def _hit(paper: Paper, user: User) -> Hit:
    detail = ", ".join(filter(None, (paper.get_state_display(), str(paper.school or ""))))
    return Hit(str(paper), detail, paper.get_absolute_url())


CARDS = (Card("documents:detail"),)
KINDS = (
    Kind("documents", "Документы", "orders", _rows, _hit, in_list("documents:list"), order=6, cards=CARDS),
)
