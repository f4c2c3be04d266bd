"""Where a long import stands."""

from django.db.models import TextChoices


class TaskState(TextChoices):
    """States of a long import; `lost` and `refused` have stored nothing."""

    WAITING = "waiting", "ждёт очереди"
    RUNNING = "running", "выполняется"
    DONE = "done", "выполнена"
    REFUSED = "refused", "остановлена"
    LOST = "lost", "прервалась"
