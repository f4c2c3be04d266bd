"""A voice of a practice: the author's own words, the consent to publish them, its withdrawal."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.practices.forms import VersionForm, WordsForm
from mentorship.practices.models import Practice, PracticeAuthor
from mentorship.practices.rights import is_own, may_speak, rights_to_practice
from mentorship.practices.views.cases import find_case, show_case
from mentorship.practices.workflow import cases
from schools.enums import ConsentWay
from schools.guards import area_required
from schools.stamps import OPEN, status_of_refusal

AREA = "practices"


@area_required(AREA, change=True)
def words(request: HttpRequest, pk: int, author_pk: int) -> HttpResponse:
    """The words of one author."""
    row, author = _find(request, pk, author_pk)
    form = WordsForm(request.POST or None, initial={"words": author.words, "version": row.version})
    status = OPEN
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                cases.say(author=author, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            except ValidationError as error:
                form.add_error(None, error.messages)
                status = status_of_refusal(error)
                form.data = form.data.copy()
                form.data["version"] = str(Practice.objects.get(pk=pk).version)
            else:
                messages.success(request, "Слова записаны. Осталось согласие на публикацию.")
                return redirect(row)
    context = {"practice": row, "author": author, "form": form, "is_own": is_own(request.user, author)}
    return render(request, "practices/voice.html", context, status=status)


@require_POST
@area_required(AREA, change=True)
def agree(request: HttpRequest, pk: int, author_pk: int) -> HttpResponse:
    """Agree for oneself, or record a consent given on paper."""
    row, author = _find(request, pk, author_pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _refuse(request, row, ValidationError("Откройте страницу заново и повторите."))
    way = ConsentWay.PORTAL if is_own(request.user, author) else ConsentWay.PAPER
    user: Any = request.user
    try:
        cases.agree(author=author, way=way, by=user, on=timezone.localdate(), **form.cleaned_data)
    except ValidationError as error:
        return _refuse(request, row, error)
    messages.success(request, "Согласие записано.")
    return redirect(row)


@require_POST
@area_required(AREA, change=True)
def take_back(request: HttpRequest, pk: int, author_pk: int) -> HttpResponse:
    """Withdraw the consent: the practice is hidden at once."""
    row, author = _find(request, pk, author_pk)
    user: Any = request.user
    try:
        cases.take_back(author=author, by=user, on=timezone.localdate())
    except ValidationError as error:
        return _refuse(request, row, error)
    messages.success(request, "Согласие отозвано: практика больше не видна на публичной странице.")
    return redirect(row)


def _find(request: HttpRequest, pk: int, author_pk: int) -> tuple[Practice, PracticeAuthor]:
    row = find_case(request, pk)
    author = get_object_or_404(row.authors.select_related("person__school", "practice"), pk=author_pk)
    if not may_speak(request.user, author, rights_to_practice(request.user, row)):
        raise PermissionDenied
    return row, author


def _refuse(request: HttpRequest, row: Practice, error: ValidationError) -> HttpResponse:
    messages.error(request, " ".join(error.messages))
    row.refresh_from_db()
    return show_case(request, row, status=status_of_refusal(error))
