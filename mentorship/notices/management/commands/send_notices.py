"""manage.py send_notices: sends what waits; run every minute by a timer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mentorship.notices.sending import send_due


class Command(BaseCommand):
    help = "Отправляет письма, которые ждут в очереди; неотправленные повторяются всё реже."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=200, metavar="N", help="не больше писем за раз")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = send_due(timezone.now(), options["limit"])
        self.stdout.write(f"Отправлено: {counts['sent']}, не удалось: {counts['failed']}.")
