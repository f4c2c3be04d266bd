"""manage.py run_daily: reminders and clean-up of the day; run every morning by a timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentorship.operation.daily import run_daily


class Command(BaseCommand):
    help = (
        "Напоминания и уборка за день: по очереди все команды, которым положено работать каждое утро. "
        "Ошибка одной не останавливает остальные; второй запуск за день писем не повторяет. Код 1, "
        "если ошибка была."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = run_daily()
        for outcome in outcomes:
            sign = "" if outcome.is_ok else "не удалось: "
            self.stdout.write(f"{outcome.name}: {sign}{outcome.words or 'готово'}")
        failed = [outcome.name for outcome in outcomes if not outcome.is_ok]
        if failed:
            raise CommandError(
                f"Не удалось: {', '.join(failed)}. Подробности в журнале службы.", returncode=1
            )
