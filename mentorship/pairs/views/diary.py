"""The diary of a pair: a page for its sides alone."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.pairs import actions
from mentorship.pairs.actions import is_allowed
from mentorship.pairs.life import diary
from mentorship.pairs.life.forms import DiaryForm
from mentorship.pairs.models import DiaryEntry
from mentorship.pairs.views.asking import fitting, press
from mentorship.pairs.views.heads import Seen, find_pair, head_of
from schools.guards import area_required

PAGE = 30


def _own(request: HttpRequest, pk: int) -> tuple[Seen, date]:
    """The pair as one of its sides sees it; everybody else is refused, whatever the role."""
    user: Any = request.user
    seen, today = find_pair(request, pk), timezone.localdate()
    if not diary.is_side(seen.pair, seen.members, user.person_id, today):
        raise PermissionDenied
    return seen, today


@area_required("pairs", change=True)
def diary_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the diary of the own pair, and add a page to it."""
    user: Any = request.user
    seen, today = _own(request, pk)
    may_write = is_allowed(actions.WRITE_DIARY, seen.pair, seen.actors)
    form = DiaryForm(request.POST or None, initial={"date": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            diary.write_entry(
                pair=seen.pair, author=user.person, day=data["date"], text=data["text"], today=today
            )
        except ValidationError as error:
            form.add_error(None, fitting(form, error))
        else:
            messages.success(request, "Запись добавлена.")
            return redirect("pairs:diary", pk)
    entries = DiaryEntry.objects.of_pair_of(user).filter(pair=seen.pair).select_related("author")
    context = {
        **head_of(seen.pair, seen.members, user.person_id),
        "form": form if may_write else None,
        "page_obj": Paginator(entries, PAGE).get_page(request.GET.get("page")),
        "me": user.person_id,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "pairs/life/diary.html", context, status=status)


@require_POST
@area_required("pairs", change=True)
def remove_entry(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Tear out one's own page."""
    user: Any = request.user
    seen, _ = _own(request, pk)
    entry = get_object_or_404(DiaryEntry, pair=seen.pair, pk=entry_pk)

    def do() -> str:
        diary.remove_entry(entry=entry, author=user.person)
        return "Запись убрана."

    return press(request, do, reverse("pairs:diary", args=[pk]))
