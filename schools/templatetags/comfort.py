"""Tags of comfort: saved filters over a list, the address of a card, taking back a bulk act."""

from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django import template
from django.db.models import CharField
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone

from mentorship.prepared import Prepared, Slot
from schools.comfort import undo
from schools.comfort.conditions import Conditions, conditions_of, list_of, sealed
from schools.comfort.recents import card_of
from schools.models import SavedFilter
from schools.models.comfort import TITLE_LENGTH, query_of

register = template.Library()


_SAVED = Prepared(
    lambda: SavedFilter.objects.filter(user=Slot("user"), page=Slot("page", CharField())).order_by("pk")
)


class Link(NamedTuple):
    """An address to copy, and the letter that carries it."""

    address: str
    letter: str


@register.inclusion_tag("components/saved_filters.html", takes_context=True)
def saved_filters(context: dict, form: BaseForm, label: str = "") -> dict[str, Any]:
    """Show one's own filters of a list, and keep or send the one that is applied; nothing on open pages."""
    request: HttpRequest | None = context.get("request")
    user: Any = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return {}
    page = list_of(request)
    if not page:
        return {}
    conditions = conditions_of(form, request)
    saved = [(item, _is_same(item.conditions, conditions)) for item in _SAVED.rows(user=user.pk, page=page)]
    address = request.build_absolute_uri(f"{request.path}?{query_of(conditions)}")
    return {
        "page": page,
        "saved": saved,
        "is_kept": any(is_current for _, is_current in saved),
        "kept": sealed(user.pk, page, conditions) if conditions else "",
        "link": _link(address, label) if conditions else None,
        "longest": TITLE_LENGTH,
    }


def _is_same(held: Conditions, asked: Conditions) -> bool:
    """Whether a kept filter is the one that is applied, whatever the order."""
    return bool(asked) and sorted(held) == sorted(asked)


@register.simple_tag(takes_context=True)
def card_link(context: dict) -> Link | None:
    """The address of the card that the page is, without anything behind its path; None for other pages."""
    request: HttpRequest | None = context.get("request")
    user: Any = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return None
    found = card_of(request)
    return _link(request.build_absolute_uri(request.path), found[0].title) if found is not None else None


def _link(address: str, subject: str) -> Link:
    """A letter without a name in its subject: letters are read over shoulders."""
    written = {"subject": f"Портал наставничества: {subject}", "body": address}
    return Link(address, f"mailto:?{urlencode(written, quote_via=quote)}")


@register.inclusion_tag("components/undo.html", takes_context=True)
def undo_offer(context: dict) -> dict[str, Any]:
    """Offer to take back the bulk act that led to this page, while that is possible."""
    request: HttpRequest | None = context.get("request")
    found = undo.offered(request) if request is not None else None
    if request is None or found is None or found.path.partition("?")[0] != request.path:
        return {}
    return {
        "until": timezone.localtime(datetime.fromtimestamp(found.until, tz=timezone.get_current_timezone()))
    }
