"""What every part of a merge shares: who, chosen how, and rows that change their person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.models import Model

from schools.models import Person, User

KEEP, DROP, BOTH = "keep", "drop", "both"

M = TypeVar("M", bound=Model)


@dataclass
class Merge:
    """One merge: the record that stays, the double, who merges and when.

    `choices` name by field whose value stays (`KEEP` where nothing is said); `record` gathers what the double
    held and what could not be moved, for `PersonAlias.record`.
    """

    keep: Person
    drop: Person
    by: User | None
    on: date
    at: datetime
    choices: Mapping[str, str] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)

    def chosen(self, name: str) -> Person:
        """The record whose value of a field stays."""
        return self.drop if self.choices.get(name) == DROP else self.keep

    def leave(self, row: Model) -> None:
        """Put on record a row that goes with the double, since the one that stays has it already."""
        (plain,) = json.loads(serializers.serialize("json", [row]))
        self.record.setdefault("left", []).append(plain)


def take_over(merge: Merge, model: type[M], name: str, *, recorded: bool = True) -> list[M]:
    """Give the double's rows of a model to the record that stays, and return those it has already.

    A row that a constraint of the model refuses is one of these: it stays with the double and goes with it.
    Unless `recorded`, what it held is not kept: it is nobody else's business.
    """
    left = []
    for row in model._default_manager.filter(**{name: merge.drop}).order_by("pk"):
        setattr(row, name, merge.keep)
        try:
            row.validate_constraints()
        except ValidationError:
            setattr(row, name, merge.drop)
            left.append(row)
            if recorded:
                merge.leave(row)
        else:
            model._default_manager.filter(pk=row.pk).update(**{name: merge.keep})
    return left


def take_over_links(merge: Merge, through: type[Model], name: str, other: str) -> None:
    """Give the double's links of a many-to-many relation to the record that stays; equal ones go."""
    links = through._default_manager.filter(**{name: merge.drop})
    held = through._default_manager.filter(**{name: merge.keep}).values(other)
    links.filter(**{f"{other}__in": list(held.values_list(other, flat=True))}).delete()
    links.update(**{name: merge.keep})
