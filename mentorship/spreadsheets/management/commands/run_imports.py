"""manage.py run_imports: the long imports that wait; started by the portal itself (starting.py)."""

from typing import Any

from mentorship.spreadsheets.management.importing import ImportCommand
from mentorship.spreadsheets.running import run_waiting


class Command(ImportCommand):
    help = (
        "Выполняет долгие загрузки таблиц, которые ждут очереди, одну за другой. Портал запускает её сам; "
        "второй запуск в то же время ничего не делает."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = run_waiting()
        if count:
            self.stdout.write(f"Долгих загрузок выполнено: {count}.")
