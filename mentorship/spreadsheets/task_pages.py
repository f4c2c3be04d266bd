"""The page of a long import: how far it is, what it found or did, what to do when it broke off."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from mentorship.spreadsheets import background, pages, registry, uploads
from mentorship.spreadsheets.enums import TaskState
from mentorship.spreadsheets.layout import Layout
from mentorship.spreadsheets.models import ImportTask
from mentorship.spreadsheets.places import NotReached, chosen_municipality
from mentorship.spreadsheets.progress import progress_of
from mentorship.spreadsheets.watch import Phase


@dataclass(frozen=True)
class Listed:
    """A line of the list of long imports: the task and the title of its table."""

    task: ImportTask
    title: str


def listed(user: Any) -> list[Listed]:
    """The account's long imports that are at work or have just ended, one line a workbook."""
    background.find_lost(timezone.now())
    # the import stands for the look that came before it
    tasks = {task.token: task for task in ImportTask.objects.visible_to(user).order_by("pk")}
    known = set(registry.kinds())
    return [
        Listed(task, registry.get(task.kind).title) for task in reversed(tasks.values()) if task.kind in known
    ]


def answer(request: HttpRequest, layout: Layout, task: ImportTask) -> HttpResponse:
    """Show the task as it stands; POST confirms what was looked through, or repeats what broke off."""
    try:
        chosen_municipality(request.user, task.municipality)
    except NotReached as refusal:
        raise Http404 from refusal
    if task.is_open:
        background.find_lost(timezone.now())
        task.refresh_from_db()
    if request.method == "POST":
        return _moved_on(request, layout, task)
    if task.state == TaskState.DONE:
        return _ended(request, layout, task)
    return _standing(request, layout, task)


def _moved_on(request: HttpRequest, layout: Layout, task: ImportTask) -> HttpResponse:
    """The one button of the page, by the state it is pressed in; in any other it only leads back."""
    if task.state == TaskState.LOST:
        background.repeat(task)
    elif task.is_dry_run and task.state == TaskState.DONE:
        if task.kept.error_count:
            return pages.preview(request, layout, task.name, task.kept, status=400)
        if uploads.read(task.token) is None:
            return pages.gone(request, task.kind)
        background.confirm(task, by=request.user)
    return redirect("admin:import_preview", kind=task.kind, token=task.token)


def _ended(request: HttpRequest, layout: Layout, task: ImportTask) -> HttpResponse:
    """The usual preview, or the words of what was stored."""
    if task.is_dry_run and uploads.read(task.token) is None:
        return pages.gone(request, task.kind)
    if task.is_dry_run or task.kept.error_count:
        return pages.preview(request, layout, task.name, task.kept)
    found = {"layout": layout, "task": task, "words": pages.done(task.kept)}
    return pages.page(request, "stored", f"{layout.title}: загрузка", found)


def _standing(request: HttpRequest, layout: Layout, task: ImportTask) -> HttpResponse:
    """How far it is, or why it goes no further."""
    progress = progress_of(task.token)
    found = {
        "layout": layout,
        "task": task,
        "progress": progress,
        "is_counted": task.state == TaskState.RUNNING and progress.phase == Phase.CHECKING,
        "words": _words(task, progress.phase),
    }
    title = "проверка файла" if task.is_dry_run else "загрузка"
    return pages.page(request, "task", f"{layout.title}: {title}", found)


def _words(task: ImportTask, phase: str) -> str:
    """What is going on, in one sentence."""
    if task.state == TaskState.WAITING:
        is_queued = ImportTask.objects.running().exists()
        return "Ждёт очереди: сейчас идёт другая загрузка." if is_queued else "Сейчас начнётся."
    writing = "Сверяем с тем, что записано." if task.is_dry_run else "Записываем строки."
    words = {Phase.READING: "Читаем файл.", Phase.CHECKING: "Проверяем строки.", Phase.WRITING: writing}
    return words[Phase(phase)]
