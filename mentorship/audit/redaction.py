"""Taking a person's words out of the journal, and the permit without which the database refuses it.

A permit is opened and closed within one transaction and stays on record with the act it was given by.
Under it the words of entries may change (never who did what and when); nothing is deleted from the journal.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.models import NOWHERE, Entry, Permit

# Codes of states, fields and days tell nothing of a person; whatever else stands in an entry may.
_CODE: Final = re.compile(r"[a-z][a-z_.]{0,39}|[0-9:T.+-]{1,32}")
_AT_A_TIME: Final = 2000

Targets = Mapping[str, Collection[int]]
Rewrite = Callable[[str], str]


@contextmanager
def permit(*, act: str, by: Any = None) -> Iterator[Permit]:
    """Let versions, the admin's log and the words of entries change within the block; name the act.

    ValidationError without an act; an error in the block takes everything back, the permit too.
    """
    if not act.strip():
        raise ValidationError("Назовите акт, по которому изменяются записи журнала.")
    with transaction.atomic():
        given = Permit.objects.create(act=act, by=by, door_id=NOWHERE)
        yield given
        given.door_id = None
        given.save(update_fields=["door", "changed"])


def redact(*, names: Sequence[str], persons_targets: Targets, stand_in: str, act: str, by: Any = None) -> int:
    """Put `stand_in` for a person in every entry of the journal and the admin's log; return how many changed.

    `names` are replaced wherever they stand as words, whatever their case and «е» or «ё», the longest first.
    Entries about `persons_targets` (model label in lower case → keys) lose all free words: what was written
    there was written of the person; codes, dates and numbers stay. All or nothing.
    """
    rewrite = _replacing(names, stand_in)
    with permit(act=act, by=by) as given:
        given.changed = _entries(rewrite, persons_targets, stand_in) + _admin(
            rewrite, persons_targets, stand_in
        )
    return given.changed


def _replacing(names: Sequence[str], stand_in: str) -> Rewrite:
    """A function that puts the stand-in for each of the names in a text."""
    wanted = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    if not wanted:
        return lambda text: text
    either = "|".join(_spelled(name) for name in wanted)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(lambda _: stand_in, text)


def _spelled(name: str) -> str:
    """A name as people type it: any spaces between its words, «е» for «ё»."""
    words = (re.sub("[её]", "[её]", re.escape(word), flags=re.IGNORECASE) for word in name.split())
    return r"\s+".join(words)


def _blanking(stand_in: str) -> Rewrite:
    """A function that leaves codes, dates and numbers and puts the stand-in for any other text."""
    return lambda text: text if not text or _CODE.fullmatch(text) else stand_in


def _entries(rewrite: Rewrite, targets: Targets, stand_in: str) -> int:
    found, blank = 0, _blanking(stand_in)
    owned = {model: frozenset(keys) for model, keys in targets.items()}
    for entry in Entry.objects.order_by("pk").iterator(_AT_A_TIME):
        of_person = entry.target_id in owned.get(entry.target_model, ())
        change = blank if of_person else rewrite
        new = {
            "target_text": (stand_in if of_person else rewrite(entry.target_text))[:250],
            "text": change(entry.text),
            "data": _within(entry.data, change),
        }
        if any(getattr(entry, name) != value for name, value in new.items()):
            found += Entry.objects.filter(pk=entry.pk).update(**new)
    return found


def _within(value: Any, change: Rewrite) -> Any:
    """The same value with its strings changed; keys are names of fields."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_within(item, change) for item in value]
    if isinstance(value, dict):
        return {
            change(key) if not _CODE.fullmatch(key) else key: _within(value[key], change) for key in value
        }
    return value


def _admin(rewrite: Rewrite, targets: Targets, stand_in: str) -> int:
    """The same in the log of Django's admin: its message names fields and the objects of inlines."""
    found, owned = 0, {model: {str(key) for key in keys} for model, keys in targets.items()}
    for entry in LogEntry.objects.select_related("content_type").order_by("pk").iterator(_AT_A_TIME):
        kind = entry.content_type
        label = f"{kind.app_label}.{kind.model}" if kind else ""
        of_person = entry.object_id in owned.get(label, ())
        new = {
            "object_repr": (stand_in if of_person else rewrite(entry.object_repr))[:200],
            "change_message": "" if of_person else rewrite(entry.change_message),
        }
        if any(getattr(entry, name) != value for name, value in new.items()):
            found += LogEntry.objects.filter(pk=entry.pk).update(**new)
    return found
