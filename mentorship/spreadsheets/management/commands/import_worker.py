"""manage.py import_worker: the service that runs long imports where TASKS_URL names a Redis."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from redis.exceptions import RedisError

from mentorship.spreadsheets.management.importing import ImportCommand

NO_ADDRESS = "TASKS_URL не задан: долгие загрузки портал выполняет сам, и служба для них не нужна."


class Command(ImportCommand):
    help = (
        "Служба долгих загрузок таблиц: ждёт вызовов в Redis (TASKS_URL) и выполняет загрузки из очереди. "
        "По сигналу остановки доводит начатую загрузку до конца."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TASKS_URL:
            raise CommandError(NO_ADDRESS)
        from mentorship.spreadsheets.worker import work

        try:
            work()
        except RedisError as failure:
            raise CommandError(f"Redis (TASKS_URL) не отвечает: {failure}") from failure
