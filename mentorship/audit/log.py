"""Writing the journal of actions."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any, Final
from urllib.parse import unquote_plus

from django.db import models
from django.utils import timezone

from mentorship.audit import origin
from mentorship.audit.kinds import Kind, kind_of
from mentorship.audit.models import Entry, EntryPerson
from mentorship.audit.places import people_of, place_of
from mentorship.prepared import PreparedInsert

_ENTRIES: Final = PreparedInsert(Entry)


def record(
    *,
    by: Any,
    action: str,
    target: models.Model | None = None,
    text: str = "",
    data: dict[str, Any] | None = None,
) -> Entry:
    """Add an entry: who (`None` for a command), did what, to which object, why."""
    entry = _entry(by, action, target, text=text, data=data or {})
    _ENTRIES.run([entry])
    _name_others(entry, target)
    return entry


def record_acts(*, by: Any, actions: Sequence[str], target: models.Model, text: str = "") -> None:
    """Add an entry for each of several acts with one object, in their order, by one statement."""
    entries = [_entry(by, action, target, text=text, data={}) for action in actions]
    _ENTRIES.run(entries)
    for entry in entries:
        _name_others(entry, target)


def record_view(*, by: Any, target: models.Model, what: str) -> None:
    """Note that somebody looked at a protected record of another person, once an hour.

    `what` is the end of the action, `view.interview`; it has its words in mentorship.journal.words.
    Nobody is noted for looking at what the portal keeps of themselves.
    """
    entry = _entry(by, f"view.{what}", target, data={})
    own = getattr(by, "person_id", None)
    if own is not None and entry.person == own:
        return
    _add_once(entry, target, "%Y%m%d%H")


def record_export(
    *,
    by: Any,
    action: str,
    rows: int,
    chosen: Any,
    target: models.Model | None = None,
    text: str = "",
    data: dict[str, Any] | None = None,
    once_a_day: bool = False,
) -> Entry:
    """Note that data left the portal: how many rows, chosen by what (in words or a mapping).

    What a program asks for again and again (a calendar) is noted once a day.
    """
    noted = {"rows": rows, "filter": chosen, **(data or {})}
    entry = _entry(by, action, target, text=text, data=noted)
    if once_a_day:
        _add_once(entry, target, "%Y%m%d")
    else:
        _ENTRIES.run([entry])
        _name_others(entry, target)
    return entry


def _add_once(entry: Entry, target: models.Model | None, span: str) -> None:
    """Store the entry unless the same stands there for this span of time (UTC); two at once are one."""
    moment = timezone.now().astimezone(UTC).strftime(span)
    entry.once = f"{entry.action}:{entry.by_id}:{entry.target_model}:{entry.target_id}:{moment}"
    Entry.objects.bulk_create([entry], ignore_conflicts=True)
    _name_others(entry, target)


def _name_others(entry: Entry, target: models.Model | None) -> None:
    """Everybody else whom the object concerns; an entry that is stored once has its first one's key."""
    others = people_of(target) - {entry.person} if target is not None else set()
    if not others:
        return
    key = entry.pk or Entry.objects.values_list("pk", flat=True).get(once=entry.once)
    rows = [EntryPerson(entry_id=key, person=person) for person in sorted(others)]
    EntryPerson.objects.bulk_create(rows, ignore_conflicts=True)


def _entry(by: Any, action: str, target: models.Model | None, **words: Any) -> Entry:
    """An entry with what is known of the actor, the request and the object."""
    entry = Entry(by=by, action=action, kind=kind_of(action), **words)
    entry.request, entry.address, query = origin.current()
    if entry.kind == Kind.EXPORT:
        # what the page was asked with, unless the export says it in words
        entry.data.setdefault("filter", unquote_plus(query))
    access = getattr(by, "access", None)
    if access is not None:
        entry.roles = ",".join(sorted(access.roles))
        entry.by_school = access.person and access.person.school_id
        entry.by_municipality = access.person and access.person.municipality_id
    if target is not None:
        entry.target_model = target._meta.label_lower
        entry.target_id = target.pk
        entry.target_text = str(target)[:250]
        place = place_of(target)
        entry.school, entry.municipality, entry.person = place
    return entry
