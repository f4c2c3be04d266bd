"""What the commands that import have in common."""

import gc

from django.core.management.base import BaseCommand


class ImportCommand(BaseCommand):
    """A command that imports in a process of its own."""

    def run_from_argv(self, argv: list[str]) -> None:
        """Spare the collector of garbage what is loaded by now and stays, as the server does (wsgi.py)."""
        gc.freeze()
        super().run_from_argv(argv)
