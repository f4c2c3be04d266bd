"""News, events, video lessons, documents and contacts as everybody reads them."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from mentorship.practices import prose
from mentorship.practices.enums import MaterialKind
from mentorship.practices.meta import meta_of, picture_path
from mentorship.practices.models import Material
from mentorship.practices.views.open import find, for_everybody
from schools.attachments import SANDBOX, sent


def events_to_come(today: date) -> QuerySet[Material]:
    """Published events from today on, the nearest first."""
    shown = Material.objects.published(today).filter(kind=MaterialKind.EVENT).with_day()
    return shown.filter(day__gte=today).select_related("town_event").order_by("day", "time", "pk")


def readable(request: HttpRequest) -> Q:
    """What this reader may open: the published, and to those who write it the rest."""
    rows = Q(pk__in=Material.objects.published(timezone.localdate()).values("pk"))
    if request.user.is_authenticated and request.user.access.may_see("materials"):
        rows |= Q(pk__in=Material.objects.visible_to(request.user).values("pk"))
    return rows


@for_everybody
def news(request: HttpRequest) -> HttpResponse:
    """The news, the newest first."""
    return _list(request, MaterialKind.NEWS, "public/news.html", "Новости", "Новости наставнического центра.")


@for_everybody
def news_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of news."""
    shown = Material.objects.published(timezone.localdate()).filter(kind=MaterialKind.NEWS)
    item = get_object_or_404(shown.select_related("municipality"), pk=pk)
    words = item.summary or item.body
    context = {
        "item": item,
        "html": prose.html_of(item.body),
        "meta": meta_of(request, item.title, words, image=picture_path(item)),
    }
    return render(request, "public/news_item.html", context)


@for_everybody
def videos(request: HttpRequest) -> HttpResponse:
    """Video lessons: links to pages of other sites, nothing is loaded from there."""
    words = "Видеоуроки педагогов муниципалитета: открываются на сайте, где хранится видео."
    return _list(request, MaterialKind.VIDEO, "public/videos.html", "Видеоуроки", words)


@for_everybody
def documents(request: HttpRequest) -> HttpResponse:
    """Documents of the programme."""
    words = "Положения, приказы и методические материалы программы наставничества."
    return _list(request, MaterialKind.DOCUMENT, "public/documents.html", "Документы", words)


@for_everybody
def events(request: HttpRequest) -> HttpResponse:
    """The calendar: what is to come on top, what has been below by pages."""
    today = timezone.localdate()
    shown = Material.objects.published(today).filter(kind=MaterialKind.EVENT).with_day()
    past = shown.filter(day__lt=today).select_related("town_event").order_by("-day", "-pk")
    found = find(request, past)
    coming = events_to_come(today)
    context = {
        **found.context(),
        "coming": coming.found(found.text) if found.text else coming,  # type: ignore[attr-defined]
        "meta": meta_of(request, "События", "Календарь событий наставничества: что будет и что прошло."),
    }
    return render(request, "public/events.html", context)


@for_everybody
def contacts(request: HttpRequest) -> HttpResponse:
    """How to reach the centre."""
    rows = Material.objects.published(timezone.localdate()).of_kind(MaterialKind.CONTACTS)
    shown = [(item, prose.html_of(item.body)) for item in rows.select_related("municipality")]
    context = {
        "rows": shown,
        "meta": meta_of(request, "Контакты", "Как связаться с муниципальным наставническим центром."),
    }
    return render(request, "public/contacts.html", context)


@for_everybody
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a document, as a download."""
    item = get_object_or_404(Material.objects.filter(readable(request)), pk=pk)
    return sent(item.file, item.file_name)


@for_everybody
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of a material: the portal's own JPEG."""
    item = get_object_or_404(Material.objects.filter(readable(request)), pk=pk)
    if not item.image or not item.image.storage.exists(item.image.name):
        raise Http404
    with item.image.open("rb") as kept:
        response = HttpResponse(kept.read(), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


def _list(request: HttpRequest, kind: MaterialKind, template: str, title: str, words: str) -> HttpResponse:
    rows = Material.objects.published(timezone.localdate()).of_kind(kind).select_related("municipality")
    found = find(request, rows)
    context: dict[str, Any] = {**found.context(), "meta": meta_of(request, title, words)}
    return render(request, template, context)
