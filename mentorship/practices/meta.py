"""What a public page says of itself to search engines, to readers of feeds and to messengers."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from mentorship.practices.models import Material
from mentorship.practices.prose import plain_of


class Meta(NamedTuple):
    """Title, description, the one address of the page, its picture; a searched page is not indexed."""

    title: str
    description: str
    address: str
    image: str = ""
    is_indexed: bool = True


def absolute(path: str) -> str:
    """An address with the portal's own host."""
    return f"{settings.SITE_URL}{path}"


def meta_of(request: HttpRequest, title: str, description: str, *, image: str = "") -> Meta:
    """The words of a page; of a list each page is a page of its own, a search is none."""
    page = request.GET.get("page", "")
    tail = f"?page={page}" if page.isdecimal() and page != "1" else ""
    shown = absolute(image) if image else ""
    is_searched = any(name != "page" for name in request.GET)
    return Meta(title, plain_of(description), absolute(request.path + tail), shown, not is_searched)


def picture_path(material: Material) -> str:
    """The address of a material's picture; "" without one."""
    return reverse("public:picture", args=[material.pk]) if material.image else ""
