"""What PostgreSQL's planner knows of its tables: looked at anew where a command has just filled them.

A server does so by itself a while later; until then it takes a full table for an empty one and reads all of
it for each row of another.
"""

from django.db import connection
from django.db.models import Model


def take_statistics(*models: type[Model]) -> None:
    """Have the tables of the models looked at, every table where none is named; SQLite needs none of it."""
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
