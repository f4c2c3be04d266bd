"""manage.py clean_up: destroys what has outlived its term; run once a day by a timer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mentorship.privacy.cleaning import clean_up


class Command(BaseCommand):
    help = (
        "Удаляет то, чей срок хранения истёк: старые письма, истёкшие сеансы, неподтверждённые таблицы, "
        "счётчики входов. Данные людей уничтожает только человек, на странице «К уничтожению»."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="только посчитать")

    def handle(self, *args: Any, **options: Any) -> None:
        for item in clean_up(timezone.now(), dry_run=options["dry_run"]):
            self.stdout.write(f"{item.term.title}: {item.number}")
