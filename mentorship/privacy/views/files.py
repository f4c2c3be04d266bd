"""An act for printing, and the files it left to a person's decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mentorship.audit.log import record_view
from mentorship.privacy.forms import DestroyFilesForm, KeepFileForm
from mentorship.privacy.leftovers import destroy_file, destroy_files, keep_file, kept_file, told_of
from mentorship.privacy.models import Act, LeftFile
from schools.attachments import extension_of, sent
from schools.guards import area_required, check_area, refused


@never_cache
@area_required("acts")
def act(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An act for printing, with its extract of the journal; its files are destroyed here all at once."""
    user: Any = request.user
    rows = Act.objects.visible_to(user).select_related("done_by__person", "proposed_by__person")
    made = get_object_or_404(rows, pk=pk)
    form = DestroyFilesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if closed := check_area(request, "acts", change=True):
            return closed
        if form.is_valid():
            try:
                count = destroy_files(act=made, by=user, now=timezone.now())
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, f"Уничтожено файлов: {count}. Записи журнала стоят в акте.")
                return redirect(made)
    record_view(by=user, target=made, what="act")
    page = _page_of_act(request, made, form)
    return refused(page) if form.is_bound else page


def _page_of_act(request: HttpRequest, made: Act, form: DestroyFilesForm) -> HttpResponse:
    user: Any = request.user
    rows = list(made.files.visible_to(user).select_related("decided_by__person"))
    told = told_of(rows)
    files = [(file, told[file.path]) for file in rows]
    context = {
        "act": made,
        "files": files,
        "beyond": made.files.count() - len(files),
        "waiting": sum(file.is_waiting for file, _ in files),
        "may_decide": user.access.may_change("acts"),
        "form": form,
    }
    return render(request, "privacy/act.html", context)


@never_cache
@area_required("acts", change=True)
def left_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: where it stands, why it is on the list; destroy it, or write why it stays."""
    user: Any = request.user
    held = get_object_or_404(_files(user), pk=pk)
    is_kept = request.POST.get("act") == "keep"
    form = KeepFileForm(request.POST if is_kept else None)
    if request.method == "POST" and (not is_kept or form.is_valid()):
        try:
            if is_kept:
                keep_file(left=held, words=form.cleaned_data["words"], by=user, now=timezone.now())
            else:
                destroy_file(left=held, by=user, now=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            words = "Записано: файл остаётся." if is_kept else "Файл уничтожен, запись стоит в журнале."
            messages.success(request, words)
        return redirect(held.act)
    context = {
        "file": held,
        "told": told_of([held])[held.path],
        "is_there": default_storage.exists(held.path),
        "form": form,
    }
    page = render(request, "privacy/left_file.html", context)
    return refused(page) if form.is_bound else page


@never_cache
@require_GET
@area_required("acts", change=True)
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, for whoever decides about it."""
    held = get_object_or_404(_files(request.user).waiting(), pk=pk)
    answer = sent(kept_file(held), f"fail-{held.pk}{extension_of(held.path)}")
    record_view(by=request.user, target=held, what="left_file")
    return answer


def _files(user: Any) -> Any:
    return LeftFile.objects.visible_to(user).select_related("act", "decided_by__person")
