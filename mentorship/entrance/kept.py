"""A form posted a moment too late: what was typed waits in the session and goes off by one press."""

from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from schools.models import User
from schools.typed import typed

_PLACE = "entrance_kept"
# More than the longest form of the portal; a session is not a store of files.
MOST_LETTERS = 200_000
KEPT_SECONDS = 60 * 60


class Kept(NamedTuple):
    """A form that waits: where it goes, what was typed, whether files were lost."""

    path: str
    fields: list[list[str]]
    lost_files: bool


def keep(request: HttpRequest, user: User, *, now: datetime) -> str:
    """Put the posted form by for its author; return the page that offers to send it.

    What is too long is not kept: then the address of the form's page is returned.
    """
    fields = typed(request)
    if sum(len(name) + len(value) for name, value in fields) > MOST_LETTERS:
        return request.get_full_path()
    request.session[_PLACE] = {
        "user": user.pk,
        "at": int(now.timestamp()),
        "path": request.get_full_path(),
        "fields": fields,
        "lost_files": bool(request.FILES),
    }
    return reverse("kept")


def waiting(request: HttpRequest, *, now: datetime) -> Kept | None:
    """The form that waits for this very account; another's is dropped."""
    row = request.session.get(_PLACE)
    if row is None:
        return None
    if row["user"] != request.user.pk or now.timestamp() - row["at"] >= KEPT_SECONDS:
        del request.session[_PLACE]
        return None
    return Kept(row["path"], row["fields"], row["lost_files"])
