"""The addresses that the portal answers: the URL resolver walked through, and objects put into them."""

import re
from collections.abc import Iterator
from functools import reduce
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from reports.demo.lists import DEMO_SCHOOL
from surveys.audience import answering
from surveys.confidential import with_status
from surveys.enums import Status
from surveys.models import Campaign
from tests.journeys.access.places import PLACES

MISSING = 999_999_999


def routes() -> list[str]:
    """Every pattern of the resolver, the admin's among them, as one string."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from _walk(entry, route)


class Place(NamedTuple):
    """A route with an object: the model, and each part of the address by its path on the row."""

    route: str
    model: type[Model] | None
    paths: dict[str, str]
    words: dict[str, str]

    def address(self, row: Model | None, **more: Any) -> str:
        """The address of a row."""
        parts = {name: _part(row, path) for name, path in self.paths.items()}
        values = {**parts, **self.words, **more}
        asked = "&".join(f"{name[1:]}={word}" for name, word in self.words.items() if name[0] == "?")
        path = re.sub(r"<\w+:(\w+)>", lambda found: str(values[found[1]]), self.route)
        return f"/{path}?{asked}" if asked else f"/{path}"


def _part(row: Model | None, path: str) -> Any:
    """What stands in the address for a row; a number nobody has where there is no row."""
    if row is None:
        return MISSING
    return FOUND[path](row) if path in FOUND else reduce(getattr, path.split("."), row)


def _waiting(campaign: Campaign) -> int:
    """Somebody of the shown school who is asked and has not begun."""
    asked = answering(campaign, timezone.localdate()).filter(school__code=DEMO_SCHOOL)
    waiting = with_status(asked, campaign).filter(status=Status.NOT_STARTED).order_by("pk").first()
    return MISSING if waiting is None else waiting.pk


# What no path of the row leads to.
FOUND = {"~waiting": _waiting}


def _read(line: str) -> Place:
    route, label, *parts = line.split()
    return Place(
        route,
        None if label == "-" else apps.get_model(label),
        dict(part.split("=") for part in parts if "=" in part),
        dict(part.split(":") for part in parts if ":" in part),
    )


def places() -> dict[str, Place]:
    """Every route with an object, by the route."""
    return {place.route: place for place in map(_read, filter(None, PLACES.split("\n")))}
