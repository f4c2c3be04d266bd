"""Writing in bulk: batches, the first version of whoever keeps versions, words of open lists."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model

from mentorship.spreadsheets.words import fold
from schools.words import Word

M = TypeVar("M", bound=Model)
W = TypeVar("W", bound=Word)

# So many objects are held and sent at once; SQLite cuts them into smaller statements by itself.
BATCH = 2000
REASON = "Выдуманные данные"


def store(model: type[M], objects: Iterable[M]) -> list[M]:
    """Write new objects and return them with their keys; a model with `history` gets first versions."""
    history: Any = getattr(model, "history", None)
    rest, stored = iter(objects), []
    while batch := list(islice(rest, BATCH)):
        made = model._default_manager.bulk_create(batch)
        if history is not None:
            history.bulk_history_create(made, default_change_reason=REASON)
        stored += made
    return stored


def words(model: type[W], names: Iterable[str]) -> list[W]:
    """The words of an open list by name, in the order given; those that are missing are added."""
    wanted = list(names)
    known = {word.key: word for word in model._default_manager.filter(key__in=map(fold, wanted))}
    missing = [model(name=name) for name in wanted if fold(name) not in known]
    known |= {word.key: word for word in model._default_manager.bulk_create(missing)}
    return [known[fold(name)] for name in wanted]
