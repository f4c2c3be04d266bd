"""manage.py remind_surveys: letters to those who have not sent their questionnaires."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.reminders import remind


class Command(BaseCommand):
    help = "Напоминает об анкетах за 14, 7 и 2 дня до последнего: только тем, кто ещё не отправил."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Напоминаний: {remind(timezone.localdate())}.")
