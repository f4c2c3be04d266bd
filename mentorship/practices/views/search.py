"""The search over the whole section: materials, practices, the board of honour, mentors."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import CharField, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.bank.models import Mentor
from mentorship.practices.feeds import public_address
from mentorship.practices.forms import SectionSearchForm
from mentorship.practices.meta import meta_of
from mentorship.practices.models import Honour, Material, Practice
from mentorship.practices.prose import plain_of
from mentorship.practices.views.open import PAGE, for_everybody

MODELS: dict[str, Any] = {"material": Material, "practice": Practice, "honour": Honour}


class Hit(NamedTuple):
    """A row that was found: what it is, its words, where it is read."""

    sort: str
    title: str
    words: str
    address: str
    day: date | None


@for_everybody
def search(request: HttpRequest) -> HttpResponse:
    """Everything published that holds every word."""
    form = SectionSearchForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    page = Paginator(_found(text) if text else Material.objects.none(), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "text": text,
        "page_obj": page,
        "hits": _hits(page) if text else [],
        "mentor_count": Mentor.objects.published().search(text).count() if text else 0,
        "meta": meta_of(request, "Поиск", "Поиск по разделу «Наставничество»."),
    }
    return render(request, "public/search.html", context)


def _found(text: str) -> QuerySet[Any, Any]:
    """Keys of what is found in every sort, the newest first."""
    today = timezone.localdate()
    parts = [_keys(model.objects.published(today).found(text), sort) for sort, model in MODELS.items()]
    return parts[0].union(*parts[1:], all=True).order_by("-publish_date", "sort", "-pk")


def _keys(rows: QuerySet[Any], sort: str) -> QuerySet[Any, Any]:
    told = Value(sort, output_field=CharField())
    return rows.order_by().annotate(sort=told).values_list("pk", "sort", "publish_date")


def _hits(page: Iterable[tuple[int, str, date]]) -> list[Hit]:
    """The rows of a page in its order; a query a sort."""
    keys = [(sort, pk) for pk, sort, _ in page]
    rows: dict[tuple[str, int], Any] = {}
    for sort, model in MODELS.items():
        wanted = [pk for of, pk in keys if of == sort]
        if wanted:
            held = model.objects.select_related("person") if model is Honour else model.objects
            rows |= {(sort, pk): row for pk, row in held.in_bulk(wanted).items()}
    return [_hit(rows[key]) for key in keys]


def _hit(row: Any) -> Hit:
    if isinstance(row, Honour):
        words = (str(row._meta.verbose_name), str(row.person), row.reason)
        return Hit(*words, row.get_absolute_url(), row.publish_date)
    if isinstance(row, Practice):
        return Hit("практика", row.title, plain_of(row.problem), public_address(row), row.publish_date)
    words = (str(row.get_kind_display()), row.title, row.summary or plain_of(row.body))
    return Hit(*words, public_address(row), row.publish_date)
