"""Indexes by which PostgreSQL finds a part of a word; SQLite has none and reads the column.

They stand after every `migrate`, like the guards, and not in migrations: the extension pg_trgm is not
everywhere to be had, and where it is not, the same search answers as before, only later.
"""

import logging
from collections.abc import Iterable
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

logger = logging.getLogger(__name__)

# A shorter word has no whole trigram: the index would be read from end to end.
SHORTEST = 3
_SCHEMA = "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'pg_trgm'"


class Trigrams(NamedTuple):
    """A folded column that lists are searched by."""

    table: str
    column: str

    @property
    def name(self) -> str:
        """The name of the index."""
        return f"{self.table}_{self.column}_trigrams"


def put_up(columns: Iterable[Trigrams]) -> bool:
    """Make the extension and the indexes that are missing; False where the database does not let us."""
    if connection.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # a copy that is put back works in a schema of its own, which goes when it is done
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public")
            cursor.execute(_SCHEMA)
            (schema,) = cursor.fetchone()
            for index in columns:
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {index.name} ON {index.table} "
                    f"USING gin ({index.column} {schema}.gin_trgm_ops)"
                )
    except DatabaseError as refusal:
        logger.warning("No trigram indexes, search reads whole columns: %s", refusal)
        return False
    return True


def finds(word: str) -> bool:
    """Whether a part of a word is found by such an index here."""
    return connection.vendor == "postgresql" and len(word) >= SHORTEST
