"""manage.py remind_requests: letters about requests that stand still; run daily by a timer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mentorship.bank.reminders import remind, tell_of_queue


class Command(BaseCommand):
    help = (
        "Напоминает методистам о запросах, которые никто не рассмотрел 7 дней, им и кураторам — о тех, что "
        "ждут 14 дней (раз в неделю), а педагогам один раз пишет, что запрос в очереди."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        self.stdout.write(f"Напоминаний: {remind(today)}, писем педагогам: {tell_of_queue(today)}.")
