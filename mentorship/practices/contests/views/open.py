"""What everybody may see: announced results with consent, and whether an award is genuine."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mentorship.audit.addresses import client_address
from mentorship.entrance.limits import QUARTER, Limit
from mentorship.entrance.places import place_of
from mentorship.entrance.throttle import Toll, spend
from mentorship.entrance.views.refusing import too_many
from mentorship.practices.contests import codes
from mentorship.practices.contests.display import Named, named
from mentorship.practices.contests.forms import CodeForm
from mentorship.practices.meta import Meta, absolute, meta_of
from mentorship.practices.models import Award, Contest, ContestEntry, Material
from mentorship.practices.views.open import PAGE, for_everybody

# Codes that do not fit: who types one from paper errs now and then.
CHECK = Limit("check", 30, QUARTER)


@for_everybody
def contests(request: HttpRequest) -> HttpResponse:
    """Announced contests, the newest first, with those of the placed who agree to be named."""
    today = timezone.localdate()
    announced = Contest.objects.announced(today).select_related("municipality", "document")
    page = Paginator(announced.order_by("-announced_date", "-pk"), PAGE).get_page(request.GET.get("page"))
    entries = ContestEntry.objects.published(today).filter(nomination__contest__in=list(page))
    results: dict[int, list[Named]] = {}
    rows = named(entries.select_related("nomination", "person", "pair"))
    for row in sorted(rows, key=lambda row: row.order):
        results.setdefault(row.entry.nomination.contest_id, []).append(row)
    words = "Победители и лауреаты конкурсов «Наставник года», «Лучшая пара», «Наставник+»."
    context = {
        "page_obj": page,
        "told": [(contest, results.get(contest.pk, [])) for contest in page],
        "published_documents": _published(page, today),
        "meta": meta_of(request, "Конкурсы", words),
    }
    return render(request, "public/contests.html", context)


def _published(page: Iterable[Contest], today: date) -> set[int]:
    """Documents of the contests that everybody may open."""
    documents = Material.objects.published(today).filter(pk__in=[contest.document_id for contest in page])
    return set(documents.values_list("pk", flat=True))


@for_everybody
def check(request: HttpRequest) -> HttpResponse:
    """A code typed from paper; leads to its answer."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if not form.is_bound:
        return _page(request, form)
    if form.is_valid():
        code = codes.read(form.cleaned_data["code"])
        if code:
            return redirect("public:check_code", codes.shown(code))
        form.add_error("code", "В коде шестнадцать букв и цифр: проверьте, всё ли переписано.")
    return _page(request, form, status=400)


@for_everybody
def check_code(request: HttpRequest, code: str) -> HttpResponse:
    """Whether an award is genuine: kind, number and day; the name where its holder lets everybody read it."""
    held = codes.read(code)
    awards = Award.objects.with_open_name().select_related("person", "municipality")
    award = awards.filter(code=held).first() if held else None
    if award is not None:
        return _page(request, CodeForm(), award=award, shows_name=award.is_open and not award.is_erased)  # type: ignore[attr-defined]
    form = CodeForm(initial={"code": codes.shown(held)})
    now = timezone.now()
    refusal = spend([Toll(CHECK, (place_of(client_address(request)),))], now=now)
    if refusal is not None:
        return too_many(request, "public/check.html", refusal, now=now, form=form, meta=_meta())
    return _page(request, form, status=404, is_unknown=True)


def _page(request: HttpRequest, form: CodeForm, status: int = 200, **context: Any) -> HttpResponse:
    context = {"form": form, "meta": _meta(), **context}
    return render(request, "public/check.html", context, status=status)


def _meta() -> Meta:
    """An answer about one paper is nothing for search engines."""
    words = "Проверьте, выдана ли грамота, благодарность или сертификат наставническим центром."
    return Meta("Проверка награды", words, absolute("/public/check/"), is_indexed=False)
