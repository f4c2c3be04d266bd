"""What the portal held on a day: the record of a school as it stood then, whatever was edited since.

Every save and every import of a record with `history` leaves a version with author and time. A row that was
first recorded after the day is given as it stands now: nothing else was ever known of that day, and the page
says so. People, pairs and roles carry their own dates and need no versions.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Min, Model, UniqueConstraint
from django.utils import timezone

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class AsAt(Generic[M]):
    """The rows of a day; `later` are the keys of those that were first recorded after it."""

    rows: list[M]
    later: frozenset[Any] = frozenset()


def end_of(day: date) -> datetime:
    """The first moment after the day, in the portal's time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def as_at(model: type[M], on: date, **conditions: Any) -> AsAt[M]:
    """Return the rows that meet the conditions as they stood at the end of the day; one or two queries.

    `conditions` are lookups over fields that never change for a row (its school, its year). A row that was
    deleted and recorded anew is one: the day knew the former one, or that it was gone.
    """
    rows: dict[Any, M] = {row.pk: row for row in model._default_manager.filter(**conditions)}
    if on >= timezone.localdate():
        return AsAt(list(rows.values()))
    history: Any = model.history  # type: ignore[attr-defined]  # only models with a history come here
    before = history.filter(history_date__lt=end_of(on), **conditions)
    names, known = _identity(model), set()
    later = set(rows)
    for version in before.latest_of_each():
        key = getattr(version, model._meta.pk.attname)
        later.discard(key)
        known.add(names(version))
        if version.history_type == "-":
            rows.pop(key, None)
        else:
            rows[key] = version.instance
    for key in [key for key in later if names(rows[key]) in known]:
        later.discard(key)
        del rows[key]
    return AsAt(list(rows.values()), frozenset(later))


def _identity(model: type[Model]) -> Callable[[Any], Any]:
    """What tells the records of a model apart, whatever their keys: the code of a school, a school's year."""
    total = (item for item in model._meta.total_unique_constraints if isinstance(item, UniqueConstraint))
    unique = [field.name for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    fields = next((item.fields for item in total), unique)
    return attrgetter(*(model._meta.get_field(name).attname for name in fields))  # type: ignore[union-attr]


def first_recorded(model: type[Model], keys: Collection[Any]) -> dict[Any, date]:
    """Return the day on which each row was first recorded; a row without versions is left out, one query."""
    if not keys:
        return {}
    history: Any = model.history  # type: ignore[attr-defined]  # only models with a history come here
    name = model._meta.pk.attname
    found = history.filter(**{f"{name}__in": keys}).order_by().values_list(name)
    return {key: timezone.localdate(first) for key, first in found.annotate(first=Min("history_date"))}
