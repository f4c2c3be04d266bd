"""Everything the portal holds of a person, in sections by app, in words: for the page and the download."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from mentorship.audit.models import Entry
from mentorship.journal.selection import views_of_person
from mentorship.privacy.parts import parts
from schools.fields import AcademicYearField, FoldedField
from schools.models import Person
from schools.personal import Holding, Section
from schools.russian import NO_VALUE
from schools.years import label

ACCESS = "access"
# What an app is called on the page; others carry their own title.
_TITLES = {"schools": "Обо мне", "privacy": "Просьбы о данных"}


@dataclass(frozen=True)
class Chapter:
    """The data of one app: its code in the address, its title."""

    code: str
    title: str


def chapters() -> list[Chapter]:
    """The chapters in the order of the page: the person first, who looked last."""
    found = [
        Chapter(code, _TITLES.get(code, str(apps.get_app_config(code).verbose_name)))
        for part in reversed(parts())
        if any(line.is_shown for line in part.HOLDINGS)
        for code in [part.HOLDINGS[0].model.partition(".")[0]]
    ]
    return [*found, Chapter(ACCESS, "Кто открывал")]


def sections(person: Person, chapter: str) -> list[Section]:
    """The sections of a chapter; those that are empty too: nothing is held there."""
    if chapter == ACCESS:
        return [_looks(person)]
    found: list[Section] = []
    for part in parts():
        if part.HOLDINGS[0].model.partition(".")[0] == chapter:
            found += [_section(person, line) for line in part.HOLDINGS if line.is_shown]
            found += part.sections(person) if hasattr(part, "sections") else []
    return found


def everything(person: Person) -> Iterator[tuple[Chapter, Section]]:
    """Every section with rows, for the download."""
    for chapter in chapters():
        for section in sections(person, chapter.code):
            if section.rows:
                yield chapter, section


def _section(person: Person, line: Holding) -> Section:
    shown = [item for item in line.model_class._meta.concrete_fields if _is_shown(item, line)]
    related = [item.name for item in shown if isinstance(item, models.ForeignKey)]
    rows = line.rows(person).select_related(*related).order_by("-pk")
    return Section(
        line.title,
        [_heading(item) for item in shown],
        [[_words(row, item) for item in shown] for row in rows],
    )


def _is_shown(item: Any, line: Holding) -> bool:
    """Not the row's number, not the person again, not search keys, not what the line hides."""
    own = line.path.partition("__")[0]
    if item.name in line.hides or item.name == own or isinstance(item, FoldedField | models.UUIDField):
        return False
    return not item.primary_key and not (isinstance(item, models.ForeignKey) and _is_actor(item))


def _is_actor(item: Any) -> bool:
    """Who of the staff entered the row: told by the journal."""
    return item.related_model._meta.label_lower == "schools.user"


def _words(row: models.Model, item: Any) -> str:
    """A value of a row as a person reads it."""
    value = getattr(row, item.name)
    if item.choices:
        return str(getattr(row, f"get_{item.name}_display")()) or NO_VALUE
    if value is None or value == "" or value in ([], {}):
        return NO_VALUE
    if isinstance(item, models.FileField):
        return "файл приложен"
    return label(value) if isinstance(item, AcademicYearField) else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def _heading(item: Any) -> str:
    """The title of a column; a link of many-to-many is titled by what it leads to."""
    titled = item.related_model._meta if item.model._meta.auto_created else item
    text = str(titled.verbose_name)
    return text[:1].upper() + text[1:]


def _looks(person: Person) -> Section:
    """Who of the staff opened or took away the person's data."""
    seen = views_of_person(person)
    rows = [
        [f"{timezone.localtime(row.at):%d.%m.%Y %H:%M}", _name(row), row.text or row.target_text]
        for row in seen[:200]
    ]
    return Section("Кто открывал мои данные", ["Когда", "Кто", "Что"], rows)


def _name(row: Entry) -> str:
    return row.by.get_full_name() if row.by else "портал"
