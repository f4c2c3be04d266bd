"""manage.py remind_roadmaps: roadmaps that begin, reminders, the digest of the week; run daily by a timer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mentorship.roadmap.digest import send_digests
from mentorship.roadmap.reminders import remind
from mentorship.roadmap.workflow import start_due


class Command(BaseCommand):
    help = (
        "Начинает согласованные дорожные карты, когда наступает их первое мероприятие. Напоминает кураторам "
        "и ответственным о мероприятиях за 14 и 3 дня до срока и когда он прошёл; раз в неделю пишет им и "
        "управлению образования сводку."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        self.stdout.write(f"Начато карт: {start_due(today)}.")
        self.stdout.write(f"Напоминаний: {remind(today)}, сводок за неделю: {send_digests(today)}.")
