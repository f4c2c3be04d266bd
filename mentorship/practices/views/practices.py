"""Practices as everybody reads them: two voices, plan and fact, products."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from mentorship.practices import prose
from mentorship.practices.meta import meta_of
from mentorship.practices.models import Practice, PracticeAuthor
from mentorship.practices.views.open import find, for_everybody
from schools.attachments import sent
from schools.markup import Markup

_PARTS = (("problem", "С чего начали"), ("solution", "Что делали"))
QUOTED = 260


class Voice(NamedTuple):
    """One author's words, whole and as a quotation."""

    author: PracticeAuthor
    html: Markup
    quotation: str


class Told(NamedTuple):
    """A practice with its voices, the mentor's first."""

    practice: Practice
    voices: list[Voice]


def with_voices(practices: Iterable[Practice]) -> list[Told]:
    """Practices with the words of their authors; two queries however many."""
    rows = list(practices)
    authors = PracticeAuthor.objects.filter(practice__in=rows).select_related("person__school")
    by_practice: dict[int, list[Voice]] = {}
    for author in authors.order_by("practice", "-part", "pk"):
        voice = Voice(author, prose.html_of(author.words), prose.plain_of(author.words, QUOTED))
        by_practice.setdefault(author.practice_id, []).append(voice)
    return [Told(practice, by_practice.get(practice.pk, [])) for practice in rows]


def told_fully(practice: Practice) -> dict[str, Any]:
    """Everything that the page of a practice shows."""
    return {
        "practice": practice,
        "parts": [(title, prose.html_of(getattr(practice, name))) for name, title in _PARTS],
        "plan": prose.html_of(practice.plan),
        "fact": prose.html_of(practice.fact),
        "result": prose.html_of(practice.result),
        "voices": with_voices([practice])[0].voices,
        "products": practice.products.exclude(link="", file="").select_related("kind"),
    }


@for_everybody
def practices(request: HttpRequest) -> HttpResponse:
    """The bank of practices, the newest first."""
    rows = Practice.objects.published(timezone.localdate()).select_related("municipality")
    found = find(request, rows)
    words = "Опыт наставнических пар: что мешало, что сделали, что получилось — голосами обоих."
    context = {
        **found.context(),
        "told": with_voices(found.page_obj),
        "meta": meta_of(request, "Практики", words),
    }
    return render(request, "public/practices.html", context)


@for_everybody
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """One practice."""
    shown = Practice.objects.published(timezone.localdate()).select_related("municipality", "pair__form")
    row = get_object_or_404(shown, pk=pk)
    context = {**told_fully(row), "meta": meta_of(request, row.title, row.problem)}
    return render(request, "public/practice.html", context)


@for_everybody
def product_file(request: HttpRequest, pk: int, product_pk: int) -> HttpResponseBase:
    """A product of a published practice, as a download."""
    row = get_object_or_404(Practice.objects.published(timezone.localdate()), pk=pk)
    product = get_object_or_404(row.products, pk=product_pk)
    return sent(product.file, product.file_name)
