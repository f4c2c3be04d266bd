"""manage.py access_table: who may do what, as the page docs/security/access.md."""

from typing import Any

from django.core.management.base import BaseCommand

from schools.access_words import page


class Command(BaseCommand):
    help = "Печатает таблицу прав словами (Markdown): ею обновляется docs/security/access.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
