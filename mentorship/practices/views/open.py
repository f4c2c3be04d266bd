"""What every public page shares: no sign-in, one form of list, an answer that a browser may ask for again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import conditional_page, require_safe

from mentorship.practices.forms import SearchForm

PAGE = 20


def for_everybody(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open to all; a visitor's browser keeps the page but asks each time whether it is still the same.

    So a withdrawn consent hides a page at once, and one that did not change costs no bytes (ETag, 304).
    """

    @wraps(view)
    def open_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return login_not_required(require_safe(conditional_page(open_view)))


class Found(NamedTuple):
    """A list as it was asked for: the line to search by, the page of rows, whether anything was asked."""

    form: SearchForm
    page_obj: Page
    text: str

    def context(self) -> dict[str, Any]:
        """What the templates of lists take."""
        return {"form": self.form, "page_obj": self.page_obj, "is_filtered": bool(self.text)}


def find(request: HttpRequest, rows: QuerySet[Any]) -> Found:
    """Search rows by the address and cut them into pages."""
    form = SearchForm(request.GET)
    form.fields["q"].label = "Слова из заголовка или текста"
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = rows.found(text) if text else rows  # type: ignore[attr-defined]
    return Found(form, Paginator(found, PAGE).get_page(request.GET.get("page")), text)
