"""The doctor's check of this app: long imports that nobody is at work on."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from django.conf import settings
from redis.exceptions import RedisError

from mentorship.spreadsheets import uploads
from mentorship.spreadsheets.background import LONGEST_START
from mentorship.spreadsheets.models import ImportTask


def long_imports(now: datetime) -> Iterator[tuple[str, str]]:
    """Workers that no call reaches, a task whose process is gone, tasks that wait while none is at work."""
    if settings.TASKS_URL:
        yield from _workers()
    running = ImportTask.objects.running().first()
    if running is not None:
        with uploads.held(running.token) as is_free:
            if not is_free:
                return
        yield (
            "warning",
            (
                f"Долгая загрузка «{running.name}» прервалась, ничего не записано. Её повторяют кнопкой "
                f"на её странице; почему прервалась — journalctl -u {_service()}."
            ),
        )
    waiting = ImportTask.objects.waiting().filter(asked_at__lt=now - LONGEST_START).count()
    if waiting:
        yield (
            "warning",
            f"Долгих загрузок ждёт: {waiting}, и никто их не выполняет. Запустите: manage.py run_imports.",
        )


def _service() -> str:
    """Whose log tells of an import."""
    return "portal-imports -u portal" if settings.TASKS_URL else "portal"


def _workers() -> Iterator[tuple[str, str]]:
    """Whether Redis answers and a worker lives; imports run without them, on the machine of the pages."""
    # RQ is loaded where it is used alone
    from mentorship.spreadsheets import calls

    try:
        with closing(calls.reached()) as connection:
            if calls.workers_alive(connection):
                return
    except RedisError as failure:
        yield (
            "warning",
            (
                f"Redis (TASKS_URL) не отвечает: {failure} Долгие загрузки веб-машины выполняют сами. "
                "Проверьте адрес, пароль и на той машине systemctl status redis-server."
            ),
        )
        return
    yield (
        "warning",
        (
            "Ни одна служба долгих загрузок не отзывается, веб-машины выполняют их сами. Запустите на той "
            "машине, где они должны идти: systemctl enable --now portal-imports."
        ),
    )


CHECKS = (("long_imports", "Долгие загрузки таблиц", long_imports),)
