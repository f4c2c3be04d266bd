"""manage.py remind_half_years: missing drafts, and reminders around the last day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mentorship.pairs.half_years.periods import add_reports
from mentorship.pairs.half_years.reminders import remind
from mentorship.pairs.models import ReportingPeriod


class Command(BaseCommand):
    help = "Создаёт недостающие черновики отчётов и напоминает за 14 и 3 дня до срока и после него."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        running = ReportingPeriod.objects.filter(start_date__lte=today)
        open_periods = running.filter(end_date__gte=today)
        made = sum(len(add_reports(period=period, today=today)) for period in open_periods)
        reminded = remind(today)
        self.stdout.write(f"Новых черновиков: {made}, напоминаний: {reminded}.")
