"""Whose an object is: its school, municipality and person, found along the model's relations.

The journal lies below the models it tells of, so they are known by name only. The way is looked for once a
model and is the same whatever a page has loaded; what lies on the object itself costs no query.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Field, ForeignKey, Model

SCHOOL, MUNICIPALITY, PERSON = "schools.school", "schools.municipality", "schools.person"
# Further away than this an object says nothing of whose it is.
_FARTHEST = 4


class Ways(NamedTuple):
    """Paths to school, municipality and person; "" where there is none, "pk" for the object itself."""

    school: str
    municipality: str
    person: str


class Place(NamedTuple):
    """Keys of the school, the municipality and the person that an object is about."""

    school: int | None = None
    municipality: int | None = None
    person: int | None = None


def place_of(target: Model) -> Place:
    """Return whose the object is; nothing is known of one without relations to a place."""
    model = target._meta.model
    paths = ways(model)
    if target.pk is None or not any(paths):
        return Place()
    if all("__" not in path and path != "pk" for path in paths):
        known = (getattr(target, f"{path}_id") if path else None for path in paths)
        return Place(*known)
    asked = [path or "pk" for path in paths]
    found = model._default_manager.filter(pk=target.pk).values_list(*asked).first()
    if found is None:
        return Place()
    return Place(*(value if path else None for path, value in zip(paths, found, strict=True)))


def people_of(target: Model) -> set[int]:
    """Keys of everybody who shares the object, by the relations that settings.JOURNAL_PEOPLE names."""
    paths = _shared_ways(target._meta.model) if target.pk is not None else ()
    if not paths:
        return set()
    rows = target._meta.model._default_manager.filter(pk=target.pk)
    return {key for path in paths for key in rows.values_list(path, flat=True) if key is not None}


@cache
def _shared_ways(model: type[Model]) -> tuple[str, ...]:
    """The paths from a model to the people who share what it belongs to."""
    found = ((_way(model, label), path) for label, path in settings.JOURNAL_PEOPLE.items())
    return tuple(path if way == "pk" else f"{way}__{path}" for way, path in found if way)


@cache
def ways(model: type[Model]) -> Ways:
    """The paths from a model to its place."""
    school, person = _way(model, SCHOOL), _way(model, PERSON)
    if not school and person:
        school = _joined(person, "school")
    municipality = _way(model, MUNICIPALITY) or _joined(person or school, "municipality")
    return Ways(school, municipality, person)


def _joined(path: str, last: str) -> str:
    """The path from the object at the end of a path; of the object itself it is the last step alone."""
    return "" if not path else last if path == "pk" else f"{path}__{last}"


def _way(model: type[Model], wanted: str) -> str:
    """The shortest path of forward relations to the wanted model; fields in their order."""
    if model._meta.label_lower == wanted:
        return "pk"
    steps: list[tuple[str, type[Model]]] = [("", model)]
    for _ in range(_FARTHEST):
        further = [
            (f"{path}__{field.name}" if path else field.name, field.related_model)
            for path, here in steps
            for field in _relations(here)
        ]
        for path, there in further:
            if there._meta.label_lower == wanted:
                return path
        steps = further
    return ""


def _relations(model: type[Model]) -> Iterator[ForeignKey]:
    """Relations to what an object belongs to."""
    for field in model._meta.concrete_fields:
        if _leads_home(field):
            yield field  # type: ignore[misc]  # relations are foreign keys here


def _leads_home(field: Field) -> bool:
    """A place or an owner: accounts say who acted, and what may be missing is no owner."""
    related = field.related_model
    if not isinstance(related, type) or related._meta.label == settings.AUTH_USER_MODEL:
        return False
    return not field.null or field.name == "person" or related._meta.label_lower in {SCHOOL, MUNICIPALITY}
