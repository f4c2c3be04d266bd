"""manage.py rebuild_summaries: the kept counts of the questionnaires are counted anew."""

from typing import Any

from django.core.management.base import BaseCommand

from surveys.results.kept import rebuild


class Command(BaseCommand):
    help = (
        "Пересчитывает сводки ответов, из которых берут цифры отчёты об анкетах. Сами по себе они всегда "
        "свежие; команда нужна, если сводка повреждена (manage.py doctor)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Сводок посчитано: {rebuild()}.")
