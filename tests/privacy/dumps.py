"""Everything the portal holds, as text: every row of every table, every kept file."""

import re
from pathlib import Path

from django.conf import settings
from django.db import connection

from mentorship.privacy.traces import words_in


def dump() -> dict[str, str]:
    """Every row of every table, as text; letters that JSON escapes are written out."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            text = "\n".join("\t".join(map(str, row)) for row in cursor.fetchall())
            tables[table] = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return tables


def kept_files() -> dict[str, str]:
    root = Path(settings.MEDIA_ROOT)
    return {
        str(path.relative_to(root)): " ".join(words_in(path)) + str(path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
    }
