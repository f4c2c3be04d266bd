"""manage.py flush: emptying the database is meant, so the guards of forms and journal step aside first."""

from typing import Any

from django.core.management.commands.flush import Command as FlushCommand
from django.db import connections

from mentorship.audit import guards as journal
from surveys import guards


class Command(FlushCommand):
    """Django's flush; `migrate`'s signal, sent when it is done, puts the guards up again."""

    def handle(self, **options: Any) -> None:
        """Drop the triggers, then empty the tables."""
        database = connections[options["database"]]
        for kept in (guards, journal):
            kept.drop(database)
        super().handle(**options)
        for kept in (guards, journal):
            kept.put_up(database)
