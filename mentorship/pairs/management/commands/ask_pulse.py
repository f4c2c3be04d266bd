"""manage.py ask_pulse: one question to each side of a running pair on day 30 and every 60 days after."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mentorship.pairs.life.pulse import ask


class Command(BaseCommand):
    help = "Спрашивает пары, как идёт работа: на 30-й день и затем каждые 60. Повторный запуск безвреден."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Задано вопросов: {ask(timezone.localdate())}.")
