"""The doctor's check of this app: long imports that nobody is at work on."""

from collections.abc import Iterator
from datetime import datetime

from mentorship.spreadsheets import uploads
from mentorship.spreadsheets.background import LONGEST_START
from mentorship.spreadsheets.models import ImportTask


def long_imports(now: datetime) -> Iterator[tuple[str, str]]:
    """A task whose process is gone, and tasks that wait while none is at work."""
    running = ImportTask.objects.running().first()
    if running is not None:
        with uploads.held(running.token) as is_free:
            if not is_free:
                return
        yield (
            "warning",
            (
                f"Долгая загрузка «{running.name}» прервалась, ничего не записано. Её повторяют кнопкой "
                "на её странице; почему прервалась — journalctl -u portal."
            ),
        )
    waiting = ImportTask.objects.waiting().filter(asked_at__lt=now - LONGEST_START).count()
    if waiting:
        yield (
            "warning",
            f"Долгих загрузок ждёт: {waiting}, и никто их не выполняет. Запустите: manage.py run_imports.",
        )


CHECKS = (("long_imports", "Долгие загрузки таблиц", long_imports),)
