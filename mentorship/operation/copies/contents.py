"""What a database holds, told so that two databases can be compared: rows and md5 of each table."""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import FileField


class Print(NamedTuple):
    """The fingerprint of a table: the number of its rows and the md5 of them all in the order of the key."""

    rows: int
    md5: str


class Contents(NamedTuple):
    """What was copied: tables with their fingerprints, counters (PostgreSQL) and the files that rows name."""

    tables: dict[str, Print]
    counters: dict[str, int]
    files: set[str]


class Digest:
    """Takes rows in and tells their md5; it guards nothing, it compares."""

    def __init__(self) -> None:
        self._md5 = hashlib.md5(usedforsecurity=False)

    def write(self, data: bytes) -> int:
        """Take bytes in."""
        self._md5.update(data)
        return len(data)

    def hexdigest(self) -> str:
        """The sum so far."""
        return self._md5.hexdigest()


def file_columns() -> list[tuple[str, str]]:
    """Tables and columns that name uploaded files."""
    return [
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, FileField)
    ]


def differing(expected: Mapping[str, Any], found: Mapping[str, Print]) -> list[str]:
    """The tables whose fingerprints are not those of the copy's manifest."""
    return [
        name
        for name, values in sorted(expected.items())
        if found.get(name) != Print(values["rows"], values["md5"])
    ]


def described(tables: Mapping[str, Print]) -> dict[str, dict[str, Any]]:
    """The fingerprints as the manifest holds them."""
    return {name: held._asdict() for name, held in sorted(tables.items())}


def quoted(*names: str) -> str:
    """Names of tables or columns as both databases take them."""
    return ", ".join('"{}"'.format(name.replace('"', '""')) for name in names)
