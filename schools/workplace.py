"""What needs a person now: every app offers its tasks, the workplace lists them.

An app whose tasks follow from figures alone names these in `asks`: the page asks them of all apps at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Aggregate, JSONField, QuerySet, Subquery, Value
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject

from schools.models import User

# Figures by name, of each source that asked for any; days come as text.
Told = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Task:
    """One thing to do: a sentence, where to do it, by when, how pressing."""

    title: str
    text: str
    url: str
    action: str
    due: date | None = None
    tone: str = ""  # the design's tones: "", "ok", "warn", "bad"

    @property
    def order(self) -> tuple[int, date]:
        """Overdue and wrong first, then by day; without a day last."""
        pressing = {"bad": 0, "warn": 1}.get(self.tone, 2)
        return pressing, self.due or date.max


def summed(rows: QuerySet[Any], **figures: Aggregate) -> BaseExpression:
    """Several figures of all the rows as one column for `tell`."""
    whole = rows.order_by().annotate(whole=Value(0)).values("whole")
    return Subquery(whole.annotate(figures=JSONObject(**figures)).values("figures"), output_field=JSONField())


def tell(user: User, asked: Mapping[str, BaseExpression]) -> Told:
    """Everything that is asked, by one query."""
    if not asked:
        return {}
    columns = {f"told_{name}": column for name, column in asked.items()}
    row = User.objects.filter(pk=user.pk).values(**columns).get()
    return {name: row[f"told_{name}"] for name in asked}
