"""Which way of copying fits the portal's database."""

from types import ModuleType

from django.db import connection

from mentorship.operation.copies import postgres, sqlite


def engine() -> ModuleType:
    """The module that copies this database: `dump`, `restore`, `live_fingerprints`, `bytes_needed`."""
    return sqlite if connection.vendor == "sqlite" else postgres
