"""manage.py snapshot: a report fixed on a day as JSON, stored or computed anew from today's records."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.models import Snapshot
from reports.snapshots import bytes_of, changes_since, computed


class Command(BaseCommand):
    help = "Отчёт на дату по его номеру: сохранённые цифры, или те же, посчитанные заново."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", metavar="НОМЕР", type=int, help="номер отчёта")
        parser.add_argument(
            "--recompute", action="store_true", help="посчитать заново по сегодняшним записям"
        )
        parser.add_argument(
            "--changes", action="store_true", help="что изменилось с тех пор; код 1, если есть"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        snapshot = Snapshot.objects.select_related("programme").filter(pk=options["number"]).first()
        if snapshot is None:
            raise CommandError(f"Отчёта № {options['number']} нет.")
        if options["changes"]:
            return self._tell_changes(snapshot)
        figures = snapshot.figures
        if options["recompute"]:
            figures = computed(snapshot.programme, snapshot.as_of)
        self.stdout.write(bytes_of(figures).decode())
        return None

    def _tell_changes(self, snapshot: Snapshot) -> None:
        found = changes_since(snapshot)
        for change in found:
            before, after = (self._words(figure) for figure in (change.before, change.after))
            self.stdout.write(f"{change.title}: было {before}, стало {after}")
        if found:
            raise CommandError(f"Изменилось показателей: {len(found)}.", returncode=1)
        self.stdout.write("Ничего не изменилось.")

    def _words(self, figure: dict[str, Any] | None) -> str:
        if figure is None:
            return "не было в программе"
        parts = f"{figure['numerator']} из {figure['denominator']}, " if figure["denominator"] else ""
        return f"{parts}{figure['value']}, {figure['status']}"
