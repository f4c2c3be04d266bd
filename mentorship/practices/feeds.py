"""The feed of the section: news and practices, the newest first; and its map for search engines."""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from mentorship.practices.enums import MaterialKind
from mentorship.practices.meta import absolute
from mentorship.practices.models import Material, Practice
from mentorship.practices.prose import plain_of

IN_FEED = 30
PAGES = (
    "home", "news", "practices", "mentors", "videos", "events", "documents", "honour", "contests", "contacts",
)  # fmt: skip


def public_address(row: Material | Practice) -> str:
    """Where everybody reads a row."""
    if isinstance(row, Practice):
        return reverse("public:practice", args=[row.pk])
    return row.get_absolute_url()


def published_rows(on: date, most: int) -> list[Material | Practice]:
    """The newest news and practices together."""
    news = Material.objects.published(on).of_kind(MaterialKind.NEWS)[:most]
    practices = Practice.objects.published(on)[:most]
    rows: Iterable[Any] = chain(news, practices)
    return sorted(rows, key=lambda row: row.publish_date, reverse=True)[:most]


class PublicFeed(Feed):
    """News and practices as RSS."""

    title = "Наставничество: новости и практики"
    description = "Новости наставнического центра и практики пар."
    link = reverse_lazy("public:home")
    language = "ru"

    def items(self) -> list[Any]:
        """The newest."""
        return published_rows(timezone.localdate(), IN_FEED)

    def item_title(self, item: Any) -> str:
        """The heading."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """What it is about, in plain words."""
        if isinstance(item, Practice):
            return plain_of(item.problem)
        return item.summary or plain_of(item.body)

    def item_link(self, item: Any) -> str:
        """The page."""
        return absolute(public_address(item))

    def item_pubdate(self, item: Any) -> datetime:
        """The day of publication."""
        return timezone.make_aware(datetime.combine(item.publish_date, time(9)))


class PublicSitemap(Sitemap):
    """Lists of the section, each piece of news and each practice."""

    protocol = None

    def items(self) -> list[Any]:
        """Names of pages and published rows."""
        on = timezone.localdate()
        news = Material.objects.published(on).of_kind(MaterialKind.NEWS)
        return [*PAGES, *news, *Practice.objects.published(on)]

    def location(self, item: Any) -> str:
        """The address without the host."""
        return reverse(f"public:{item}") if isinstance(item, str) else public_address(item)

    def lastmod(self, item: Any) -> date | None:
        """When it was published."""
        return None if isinstance(item, str) else item.publish_date


_feed = PublicFeed()


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """News and practices for readers of feeds."""
    return _feed(request)


@login_not_required
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The map for search engines."""
    return sitemap(request, {"public": PublicSitemap})


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public section."""
    lines = [
        "User-agent: *",
        "Allow: /public/",
        "Allow: /static/",
        "Allow: /accessibility/",
        "Allow: /privacy/$",
        "Disallow: /public/search/",
        "Disallow: /",
        f"Sitemap: {absolute(reverse('public:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
