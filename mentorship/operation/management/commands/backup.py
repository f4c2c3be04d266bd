"""manage.py backup FILE: one file with the database and the uploaded files, while the portal works."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.operation.copies.making import make
from mentorship.operation.copies.refusal import CopyRefused

MOST_NAMED = 10


class Command(BaseCommand):
    help = (
        "Делает копию портала: один файл с базой данных и загруженными файлами под контрольной суммой. "
        "Портал при этом работает. Секретный ключ и настройки в копию не входят."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="имя новой копии, например portal.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"].absolute()
        try:
            made = make(path, at=timezone.now())
        except CopyRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Копия готова: {path}, {made.size / 1024 / 1024:.1f} МБ. "
            f"Таблиц: {made.tables}, строк: {made.rows}, файлов: {made.files}."
        )
        if made.missing:
            named = ", ".join(made.missing[:MOST_NAMED])
            self.stderr.write(f"На диске нет файлов, которые названы в базе ({len(made.missing)}): {named}")
        if made.extra:
            self.stdout.write(
                f"Файлов, на которые в базе ничто не ссылается: {made.extra}; они тоже в копии."
            )
