"""manage.py restore FILE: puts a copy back into an empty portal, or over the data there are."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mentorship.operation.copies.putting_back import PutBack, check, put_back
from mentorship.operation.copies.refusal import CopyRefused


class Command(BaseCommand):
    help = (
        "Восстанавливает портал из копии: сначала проверяет её целиком, затем заменяет данные разом. "
        "Остановите портал на это время. Копию прежней версии доводит до нынешней."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="копия, сделанная командой backup")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="заменить данные, которые есть (они сохраняются в копию рядом)",
        )
        parser.add_argument("--check", action="store_true", help="только проверить копию, ничего не меняя")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"].absolute()
        try:
            if options["check"]:
                self._tell_checked(check(path))
            else:
                self._tell(put_back(path, replace=options["replace"], at=timezone.now()))
        except CopyRefused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _tell_checked(self, manifest: dict[str, Any]) -> None:
        rows = sum(held["rows"] for held in manifest["tables"].values())
        self.stdout.write(
            f"Копия цела и подходит этому порталу: снята {manifest['made_at']}, версия {manifest['portal']}, "
            f"таблиц {len(manifest['tables'])}, строк {rows}. Ничего не изменено."
        )

    def _tell(self, done: PutBack) -> None:
        self.stdout.write(
            f"Восстановлено из копии от {done.made_at}: "
            f"таблиц {done.tables}, строк {done.rows}, файлов {done.files}."
        )
        if done.missing:
            self.stdout.write(f"Этих файлов не было уже в копии: {', '.join(done.missing[:10])}.")
        if done.skipped:
            self.stdout.write(f"Пропущены чужие таблицы: {', '.join(done.skipped)}.")
        if done.aside:
            self.stdout.write(
                f"Прежние данные сохранены: {done.aside}. Удалите файл, когда он больше не нужен."
            )
        self.stdout.write(
            "Если с тех пор чьи-то данные уничтожали (erase_person), уничтожьте их снова по актам."
        )
