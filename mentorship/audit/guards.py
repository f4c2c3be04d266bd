"""The journal is written once: triggers refuse to change or delete its entries, past the models too.

What Django's admin and the versions of records remember is kept the same way. Under an open permit
(mentorship.audit.redaction) words may be taken out of entries, and versions may move with merged or
erased people; entries are never deleted, nor does any permit change who did what and when.
The triggers are put up after every `migrate`. A migration that changes a table named here begins with
`RunPython(guards.take_down, migrations.RunPython.noop)`.
"""

from typing import Final

from django.apps import apps as installed
from django.contrib.admin.models import LogEntry

from mentorship.audit.models import Entry, EntryPerson, Permit
from mentorship.audit.triggers import TRUNCATE, Guard, Keeper, changed

_ALWAYS: Final = "1 = 1"
_WORDS: Final = frozenset({"target_text", "text", "data"})
_PERMITTED: Final = "EXISTS (SELECT 1 FROM audit_permit p WHERE p.door_id IS NOT NULL)"
_JOURNAL: Final = "entries of the journal are never changed or deleted"
_PERMIT: Final = "a permit is closed once and never deleted"


def _entries() -> list[Guard]:
    table, people = Entry._meta.db_table, EntryPerson._meta.db_table
    kept = [str(field.column) for field in Entry._meta.concrete_fields if field.name not in _WORDS]
    return [
        Guard("entry_is_not_changed", table, "UPDATE", f"NOT {_PERMITTED} OR {changed(*kept)}", _JOURNAL),
        Guard("entry_is_not_deleted", table, "DELETE", _ALWAYS, _JOURNAL),
        Guard("entries_are_not_emptied", table, TRUNCATE, _ALWAYS, _JOURNAL),
        Guard("person_of_entry_is_not_changed", people, "UPDATE", _ALWAYS, _JOURNAL),
        Guard("person_of_entry_is_not_deleted", people, "DELETE", _ALWAYS, _JOURNAL),
        Guard("people_of_entries_are_not_emptied", people, TRUNCATE, _ALWAYS, _JOURNAL),
    ]


def _permits() -> list[Guard]:
    table = Permit._meta.db_table
    kept = [
        str(field.column) for field in Permit._meta.concrete_fields if field.name not in {"changed", "door"}
    ]
    closing = "OLD.door_id IS NOT NULL AND NEW.door_id IS NULL"
    return [
        Guard("permit_is_not_changed", table, "UPDATE", f"NOT ({closing}) OR {changed(*kept)}", _PERMIT),
        Guard("permit_is_not_deleted", table, "DELETE", _ALWAYS, _PERMIT),
        Guard("permits_are_not_emptied", table, TRUNCATE, _ALWAYS, _PERMIT),
    ]


def versions() -> list[str]:
    """The tables in which versions of records are kept."""
    return sorted(
        model._meta.db_table for model in installed.get_models() if hasattr(model, "history_object")
    )


def _memory(table: str) -> list[Guard]:
    """Rows that change or go only under a permit."""
    message = "versions and the log of the admin change only under a permit"
    return [
        Guard(f"{table}_stays", table, "UPDATE", f"NOT {_PERMITTED}", message),
        Guard(f"{table}_is_kept", table, "DELETE", f"NOT {_PERMITTED}", message),
        Guard(f"{table}_is_not_emptied", table, TRUNCATE, _ALWAYS, message),
    ]


def all_guards() -> list[Guard]:
    """Every trigger of this module."""
    memory = [guard for table in (LogEntry._meta.db_table, *versions()) for guard in _memory(table)]
    return [*_entries(), *_permits(), *memory]


keeper = Keeper(all_guards)
put_up, drop, take_down = keeper.put_up, keeper.drop, keeper.take_down
