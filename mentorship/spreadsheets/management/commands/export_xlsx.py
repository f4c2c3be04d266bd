"""manage.py export_xlsx: the stored rows of a kind back into its Excel layout (contract §1)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentorship.spreadsheets import registry
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.layout import LayoutRefused
from mentorship.spreadsheets.places import find_municipality


class Command(BaseCommand):
    help = "Выгружает сведения портала в таблицу Excel (.xlsx); загрузка её обратно ничего не меняет."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="ВИД", help=f"что выгрузить: {', '.join(registry.kinds())}")
        parser.add_argument("file", metavar="ФАЙЛ", type=Path, help="куда записать книгу Excel (.xlsx)")
        parser.add_argument("--municipality", metavar="НАЗВАНИЕ", help="только строки этого муниципалитета")

    def handle(self, *args: Any, **options: Any) -> None:
        name, file = options["municipality"], options["file"]
        try:
            municipality = find_municipality(name) if name else None
            registry.get(options["kind"]).check_export()
            with file.open("wb") as stream:
                count = export_layout(options["kind"], stream, municipality=municipality, by=None)
        except LayoutRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            reason = "такой папки нет" if isinstance(error, FileNotFoundError) else error.strerror
            raise CommandError(f"Файл «{file}» не записывается: {reason}.") from error
        self.stdout.write(f"Записано строк: {count}, файл {file}.")
