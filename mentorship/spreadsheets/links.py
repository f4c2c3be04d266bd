"""Many-to-many links in bulk."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

# SQLite takes 999 parameters a statement.
BATCH = 900


def write_links(model: type[Model], name: str, wanted: Mapping[Any, Sequence[Model]]) -> None:
    """Replace the links of the relation `name` of stored objects by the wanted ones, in a few statements."""
    relation = model._meta.get_field(name)
    through = relation.remote_field.through  # type: ignore[union-attr]
    source, target = relation.m2m_column_name(), relation.m2m_reverse_name()  # type: ignore[union-attr]
    keys = [instance.pk for instance in wanted]
    for start in range(0, len(keys), BATCH):
        through._default_manager.filter(**{f"{source}__in": keys[start : start + BATCH]}).delete()
    links = [
        through(**{source: instance.pk, target: item.pk})
        for instance, items in wanted.items()
        for item in items
    ]
    through._default_manager.bulk_create(links)
