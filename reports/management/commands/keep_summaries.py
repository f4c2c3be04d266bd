"""manage.py keep_summaries: the indicators of running programmes are ready before the day's first page."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.summaries.keeping import keep_all


class Command(BaseCommand):
    help = (
        "Считает показатели программ на сегодня, чтобы первая страница дня открылась так же быстро, как "
        "остальные. Команду раз в день запускает daily; без неё цифры те же."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Сводов показателей готово: {keep_all()}.")
