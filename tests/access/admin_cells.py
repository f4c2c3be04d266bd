"""The admin by the table of access: every model × role, before a row in sight and before one of elsewhere.

Lists, forms of addition and rows that nobody has are asked by tests/journeys/test_every_address.py.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Model

from schools.access_table import MODEL_AREAS
from schools.models import User
from tests.access.answers import Answers, Rows
from tests.journeys.access.letters import ROLES
from tests.journeys.access.routes import Place

CHANGE, HISTORY, DELETE = "change/", "history/", "delete/"
# Whom the admin itself is shut to is asked once a row, whose area is shut for reading and for writing;
# whom it lets in, for each page.
OUTSIDE = (("post", CHANGE),)
SHUT = (("get", CHANGE), ("post", CHANGE), ("post", DELETE))
OPEN = (*SHUT, ("get", HISTORY), ("get", DELETE))
OF_THE_ADMIN = ("admin", "head", "methodist")
REFUSED, NOT_FOUND, SHOWN = {403}, {404}, {200, 302}
DONE = {*SHOWN, 400, 409}


def check_admin(answers: Answers, rows: Rows) -> list[str]:
    """Ask every cell; what is answered otherwise."""
    faults: list[str] = []
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label == "auth":
            continue
        found = rows.of(Place("", model, {}, {}))
        own = found.get("own", found.get("foreign", found.get("town")))
        for role in ROLES:
            user = rows.readers[role]
            if own is not None:
                faults += _faults(answers, user, model_admin, own, in_sight=True)
            if "second" in found and role in OF_THE_ADMIN:
                faults += _faults(answers, user, model_admin, found["second"], in_sight=False)
    return faults


def _faults(answers: Answers, user: User, model_admin: Any, row: Model, *, in_sight: bool) -> Iterator[str]:
    opts = model_admin.model._meta
    area = MODEL_AREAS[opts.label_lower]
    is_inside = user.access.may_see("admin")
    is_let_in = is_inside and user.access.may_see(area)
    for method, page in OPEN if is_let_in else SHUT if is_inside else OUTSIDE:
        address = f"/admin/{opts.app_label}/{opts.model_name}/{row.pk}/{page}"
        got, wrote = answers.ask(answers.clients[user.username], method, address)
        answers.cells += 1
        wanted = _wanted(method, page, user.access.may_change(area), in_sight) if is_let_in else REFUSED
        if got not in wanted:
            yield f"{user.username} {method} {address}: {got}, wanted {sorted(wanted)}"
        if wrote and not (in_sight and user.access.may_change(area)):
            yield f"{user.username} {method} {address}: something was written"


def _wanted(method: str, page: str, changes: bool, in_sight: bool) -> set[int]:
    """What the table of access says of a page to a role that the area is open to."""
    if not in_sight:  # the admin leads a change or a history of what is not there back to its start
        return NOT_FOUND | REFUSED if method == "post" or page == DELETE else NOT_FOUND
    if method == "get" and page != DELETE:
        return SHOWN | NOT_FOUND
    return DONE | REFUSED | NOT_FOUND if changes else {302} | REFUSED | NOT_FOUND
