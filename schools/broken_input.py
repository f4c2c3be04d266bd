"""Requests that no page of the portal sends: NUL bytes, broken encodings, values without an end.

PostgreSQL takes no NUL and Python no half letters: unguarded, each view would answer some of them with an
error of its own. They are answered once, before any view, by the page that says the request came damaged.
"""

import logging
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote_to_bytes

from django.contrib.admin.options import TO_FIELD_VAR
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.views.defaults import page_not_found

from schools.appearance import chosen
from schools.limits import LONGEST_SEARCH

logger = logging.getLogger(__name__)

# The words people search by, in lists and in the boxes of the admin.
SEARCHES: Final = frozenset({"q", "term"})
LONGEST_VALUE: Final = 2_000
# No form of the portal takes more than a page and a half; what is sent back on a mistake may hold several.
LONGEST_TEXT: Final = 100_000
MOST_ROWS: Final = 1_000
_COUNTERS: Final = ("-TOTAL_FORMS", "-INITIAL_FORMS")
_HUGE_NUMBER: Final = re.compile(r"\d{10}")
_NUL: Final = "\x00"
_FORM: Final = "application/x-www-form-urlencoded"

DAMAGED: Final = (
    "Адрес или форма пришли повреждёнными. "
    "Вернитесь на предыдущую страницу, обновите её и попробуйте ещё раз."
)
LONG_SEARCH: Final = f"В строке поиска больше {LONGEST_SEARCH} знаков. Вернитесь и оставьте одно-два слова."
LONG_TEXT: Final = "Один из ответов формы слишком длинный. Вернитесь и сократите его или приложите файлом."
MANY_ROWS: Final = f"В форме больше {MOST_ROWS} строк. Вернитесь назад и сохраните её по частям."


class Damaged(Exception):
    """A request that is not passed on; the message is a Russian sentence."""


class BrokenInputMiddleware:
    """Answer 400 to a request that cannot come from a page of the portal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look through the address, the cookies and the form, in this order."""
        try:
            _check_address(request)
            _check_cookies(request.COOKIES)
            _check_form(request)
        except Damaged as damage:
            return _refused(request, str(damage))
        except (LookupError, ValueError, UnreadablePostError):
            # a charset or a length that is none, half letters, a form that broke off on the way
            return _refused(request, DAMAGED)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A key longer than the database's integers stands for no row, in whatever view it turns up."""
        if isinstance(exception, OverflowError | DataError) and _has_huge_number(request):
            return page_not_found(request, exception)
        return None


def _has_huge_number(request: HttpRequest) -> bool:
    values = [value for form in (request.GET, request.POST) for _, given in form.lists() for value in given]
    return any(_HUGE_NUMBER.search(str(text)) for text in (request.path_info, *values))


def _refused(request: HttpRequest, words: str) -> HttpResponse:
    logger.warning("Damaged request refused: %s %r", request.method, request.path[:200])
    context = {"words": words, "portal": {"appearance": chosen(request)}}
    return HttpResponse(render_to_string("400.html", context), status=400)


def _check_address(request: HttpRequest) -> None:
    # Django leaves bytes that are no text percent-encoded in the path
    _check_encoded(request.path_info.encode())
    # WSGI hands the bytes of a query over as if they were Latin letters
    _check_encoded(request.META.get("QUERY_STRING", "").encode("latin-1"))
    for name, values in request.GET.lists():
        most, words = (LONGEST_SEARCH, LONG_SEARCH) if name in SEARCHES else (LONGEST_VALUE, DAMAGED)
        if any(len(value) > most for value in values):
            raise Damaged(words)
    _check_field(request.GET)


def _check_field(given: QueryDict) -> None:
    """A box of the admin names the field it is answered by: Django looks also for one without a name."""
    if given.get(TO_FIELD_VAR) == "":
        raise Damaged(DAMAGED)


def _check_encoded(pairs: bytes) -> None:
    """A query or a form as the browser encodes it: text in UTF-8 without NUL."""
    if _NUL in unquote_to_bytes(pairs).decode():
        raise Damaged(DAMAGED)


def _check_cookies(cookies: dict[str, str]) -> None:
    if any(_NUL in value for value in cookies.values()):
        raise Damaged(DAMAGED)


def _check_form(request: HttpRequest) -> None:
    if request.method != "POST":
        return
    if request.content_type == _FORM:
        _check_encoded(request.body)
    _check_field(request.POST)
    _check_texts(request.POST)
    _check_counters(request.POST)


def _check_texts(form: QueryDict) -> None:
    for name, values in form.lists():
        if _NUL in name or any(_NUL in str(value) for value in values):
            raise Damaged(DAMAGED)
        if any(len(value) > LONGEST_TEXT for value in values):
            raise Damaged(LONG_TEXT)


def _check_counters(form: QueryDict) -> None:
    """A formset makes as many forms as it is told to."""
    counts = (str(form[name]) for name in form if name.endswith(_COUNTERS))
    for count in counts:
        if count.isdecimal() and (len(count) > len(str(MOST_ROWS)) or int(count) > MOST_ROWS):
            raise Damaged(MANY_ROWS)
