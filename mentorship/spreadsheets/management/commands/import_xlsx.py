"""manage.py import_xlsx: a workbook into the portal, all rows or none (contract §1)."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from mentorship.spreadsheets import registry
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.management.importing import ImportCommand
from mentorship.spreadsheets.places import municipality_to_fill
from mentorship.spreadsheets.report import ImportReport

# So many messages fit a terminal; --json gives all of them.
SHOWN = 50


class Command(ImportCommand):
    help = (
        "Загружает таблицу Excel (.xlsx) в портал: все строки или ни одной. "
        "Код выхода 0 — ошибок нет, 1 — есть, и ничего не сохранено."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="ВИД", help=f"что в таблице: {', '.join(registry.kinds())}")
        parser.add_argument("file", metavar="ФАЙЛ", type=Path, help="книга Excel (.xlsx)")
        parser.add_argument("--dry-run", action="store_true", help="только проверить, ничего не сохранять")
        parser.add_argument("--json", action="store_true", help="отчёт в виде JSON")
        parser.add_argument("--municipality", metavar="НАЗВАНИЕ", help="чьи строки")
        parser.add_argument(
            "--columns-describe",
            choices=["mentor", "mentee"],
            help="только для bank: чьи стаж и категория — наставника (по умолчанию) или наставляемого",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = self._run(options)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self._summarise(report, is_dry=options["dry_run"])
        if report.errors:
            sys.exit(1)

    def _run(self, options: dict[str, Any]) -> ImportReport:
        kind, place, describe = options["kind"], options["municipality"], options["columns_describe"]
        try:
            return run_import(
                kind,
                options["file"],
                by=None,
                municipality=municipality_to_fill(place, registry.get(kind)) if place else None,
                dry_run=options["dry_run"],
                options={"columns_describe": describe} if describe else {},
                name=options["file"].name,
            )
        except LayoutRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            reason = "такого файла нет" if isinstance(error, FileNotFoundError) else error.strerror
            raise CommandError(f"Файл «{options['file']}» не открывается: {reason}.") from error

    def _summarise(self, report: ImportReport, *, is_dry: bool) -> None:
        for title, messages in (("Предупреждение", report.warnings), ("Ошибка", report.errors)):
            for message in messages[:SHOWN]:
                self.stdout.write(f"{title}: {message}")
            if len(messages) > SHOWN:
                self.stdout.write(f"… и ещё {len(messages) - SHOWN}; все — с --json.")
        if report.errors:
            outcome = f"Ошибок: {len(report.errors)}. Ничего не сохранено."
        else:
            outcome = "Это проверка: ничего не сохранено." if is_dry else "Сохранено."
        self.stdout.write(
            f"Строк: {report.rows}, новых: {report.created}, изменённых: {report.updated}, "
            f"без изменений: {report.unchanged}. {outcome}"
        )
