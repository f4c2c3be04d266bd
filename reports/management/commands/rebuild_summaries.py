"""manage.py rebuild_summaries: the kept counts of the questionnaires and kept indicators are counted anew."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.summaries import keeping
from surveys.results import kept


class Command(BaseCommand):
    help = (
        "Пересчитывает сводки ответов и своды показателей, из которых берут цифры отчёты. Сами по себе они "
        "всегда свежие; команда нужна, если что-то из них повреждено (manage.py doctor)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Сводок ответов посчитано: {kept.rebuild()}.")
        self.stdout.write(f"Сводов показателей посчитано: {keeping.rebuild()}.")
