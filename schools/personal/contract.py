"""What every part of own data and of destroying them shares: a line of the table, and what it does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.apps import apps
from django.db import models

from mentorship.spreadsheets.words import fold
from schools.fields import FoldedField
from schools.models import Person, User

CLEARED: Final = "Данные уничтожены"
WIDEST: Final = 6


class Fate(StrEnum):
    """What becomes of rows when the person's data are destroyed."""

    DELETED = "удалено"
    CLEARED = "тексты стёрты, строка осталась без имени"
    KEPT = "осталось без имени"


@dataclass(frozen=True)
class Holding:
    """Rows of a model that belong to a person: `path` leads to the person, or to a model keyed by the person.

    `clears` names the fields that are emptied; `why` says what the rest is needed for. `hides` names fields
    that the person is not shown, `is_shown` is off for what speaks of others or of the portal's own workings.
    `act_title` stands in the act where the title says «вы».
    """

    model: str
    path: str
    title: str
    fate: Fate
    why: str = ""
    clears: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    is_shown: bool = True
    act_title: str = ""

    @property
    def in_act(self) -> str:
        """What an act calls the rows: it speaks of the person, not to the person."""
        return self.act_title or self.title

    @property
    def relation(self) -> str:
        """The relation it answers for, as «app.model.field»."""
        return f"{self.model}.{self.path.partition('__')[0]}".lower()

    @property
    def model_class(self) -> type[models.Model]:
        """The model."""
        return apps.get_model(self.model)

    def rows(self, person: Person) -> "models.QuerySet[Any]":
        """The rows of a person, each once."""
        manager = self.model_class._default_manager
        return manager.filter(pk__in=manager.filter(**{self.path: person.pk}).values("pk"))


@dataclass(frozen=True)
class Section:
    """Rows of own data under a title, in words."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def is_wide(self) -> bool:
        """Whether a table of it would not fit beside the rail: then each row is a list of its own."""
        return len(self.headings) > WIDEST

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """The rows with their headings beside the cells, for a page on a telephone."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


@dataclass
class Erasing:
    """One destruction: whose data, who does it and when; what was done, which files go once it is stored."""

    person: Person
    by: User | None
    on: date
    at: datetime
    items: list[dict[str, Any]] = field(default_factory=list)
    files: list[tuple[Any, str]] = field(default_factory=list)

    def note(self, what: str, how: str, count: int, why: str = "") -> None:
        """Put on the act what was done with how many rows; nothing is said of none."""
        if count:
            self.items.append({"what": what, "how": str(how), "count": count, "why": why})

    def drop_file(self, file: Any) -> bool:
        """Let a kept file be removed when everything is stored; whether there was one."""
        if not file:
            return False
        self.files.append((file.storage, str(file.name)))
        return True


def clear(erasing: Erasing, rows: "models.QuerySet[Any]", names: Iterable[str]) -> int:
    """Empty fields of rows and the search keys made of them; return how many rows said anything."""
    model = rows.model
    fields = [model._meta.get_field(name) for name in names]
    said: set[Any] = set()
    for item in fields:
        empty: Any = _empty(item)
        held = rows.exclude(
            **{item.name: ""} if isinstance(item, models.CharField | models.TextField) else {}
        )
        if isinstance(item, models.FileField):
            held = rows.exclude(**{item.name: ""})
            for row in held.only(item.name):
                erasing.drop_file(getattr(row, item.name))
        elif item.null:
            held = rows.exclude(**{f"{item.name}__isnull": True})
        keys = list(held.values_list("pk", flat=True))
        said.update(keys)
        model._default_manager.filter(pk__in=keys).update(
            **{item.name: empty, **_keys_of(model, item, empty)}
        )
    return len(said)


def _empty(item: Any) -> Any:
    """What stands in an emptied field: a word where a word is expected, else nothing."""
    if isinstance(item, models.JSONField):
        return item.get_default()
    if item.null:
        return None
    plain = not isinstance(item, models.EmailField | models.URLField | models.SlugField | models.FileField)
    longest = item.max_length or len(CLEARED)
    return CLEARED if plain and longest >= len(CLEARED) else ""


def _keys_of(model: type[models.Model], item: Any, text: Any) -> dict[str, str]:
    """The search keys that are made of the field alone."""
    return {
        key.name: fold(str(text or ""))
        for key in model._meta.local_fields
        if isinstance(key, FoldedField) and key.of == (item.name,)
    }
