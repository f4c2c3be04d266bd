"""People who agreed to be published: mentors and the board of honour."""

from collections.abc import Iterable
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.bank.display import summarise
from mentorship.bank.models import Mentor, MentorCard
from mentorship.practices.forms import SearchForm
from mentorship.practices.meta import meta_of
from mentorship.practices.models import Honour
from mentorship.practices.views.open import find, for_everybody
from schools.enums import ConsentKind, Opened
from schools.models import Consent

PAGE = 50


@for_everybody
def mentors(request: HttpRequest) -> HttpResponse:
    """Mentors with a live consent of publication; without letter boxes."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    cards = Prefetch("cards", MentorCard.objects.for_display(), to_attr="live_cards")
    found = Mentor.objects.published().search(text)
    page = Paginator(found.select_related("person__school").prefetch_related(cards), PAGE).get_page(
        request.GET.get("page")
    )
    opened = _with_page(page)
    rows = [(mentor.person, summarise(mentor.live_cards), mentor.pk in opened) for mentor in page]
    words = "Педагоги-наставники, которые согласились открыть свою карточку: предметы и направления."
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows,
        "is_filtered": bool(text),
        "meta": meta_of(request, "Наставники", words),
    }
    return render(request, "public/mentors.html", context)


@for_everybody
def honour(request: HttpRequest) -> HttpResponse:
    """The board of honour by school years."""
    rows = Honour.objects.published(timezone.localdate()).select_related("person__school")
    found = find(request, rows)
    years = [(year, list(group)) for year, group in groupby(found.page_obj, key=lambda row: row.year)]
    context = {
        **found.context(),
        "years": years,
        "meta": meta_of(request, "Доска почёта", "Наставники, которых благодарит муниципалитет."),
    }
    return render(request, "public/honour.html", context)


def _with_page(page: Iterable[Mentor]) -> set[int]:
    """Those who have opened the link to their page too; one query."""
    shown = [mentor.pk for mentor in page]
    live = Consent.objects.live().filter(kind=ConsentKind.PUBLICATION, person__in=shown)
    return {person for person, opened in live.values_list("person", "opened") if Opened.PAGE in opened}
