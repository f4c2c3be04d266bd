"""Saved filters, columns of lists, taking back a bulk act."""

from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from schools.comfort import undo
from schools.comfort.columns import choose_columns, lists
from schools.comfort.conditions import is_open_list, unsealed, words_of
from schools.comfort.forms import KeepForm, TitleForm
from schools.comfort.saved import drop_filter, keep_filter, rename_filter
from schools.guards import area_required
from schools.models import SavedFilter, User

# Everybody who has a workplace has lists.
AREA = "workplace"
NOBODY_ELSES = "Отборы видите только вы."


class Line(NamedTuple):
    """A saved filter with the form of its name."""

    saved: SavedFilter
    form: TitleForm


@require_http_methods(["GET", "HEAD", "POST"])
@area_required(AREA)
def saved_filters(request: HttpRequest) -> HttpResponse:
    """One's own filters of every list; POST keeps another one and opens its list."""
    user: User = request.user  # type: ignore[assignment]  # the door lets in nobody else
    if request.method != "POST":
        return _page(request, user)
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            page, conditions = unsealed(user.pk, form.cleaned_data["kept"])
            title = form.cleaned_data["title"]
            saved = keep_filter(by=user, page=page, title=title, conditions=conditions)
        except ValidationError as refusal:
            form.add_error("title", refusal.messages)
        else:
            messages.success(request, f"Отбор «{saved}» сохранён: он стоит над списком. {NOBODY_ELSES}")
            return redirect(saved)
    return _page(request, user, keeping=form)


@require_POST
@area_required(AREA)
def saved_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a filter of one's own, or forget it; another's is not found."""
    user: User = request.user  # type: ignore[assignment]
    saved = get_object_or_404(SavedFilter.objects.visible_to(user), pk=pk)
    if "drop" in request.POST:
        drop_filter(by=user, saved=saved)
        messages.success(request, f"Отбор «{saved}» удалён.")
        return redirect("saved_filters")
    form = _title_form(saved, request.POST)
    if form.is_valid():
        try:
            rename_filter(by=user, saved=saved, title=form.cleaned_data["title"])
        except ValidationError as refusal:
            form.add_error("title", refusal.messages)
        else:
            messages.success(request, f"Отбор называется «{saved}».")
            return redirect("saved_filters")
    return _page(request, user, changing=Line(saved, form))


@require_POST
@area_required(AREA)
def columns(request: HttpRequest) -> HttpResponse:
    """Keep which columns of a list the account looks at, and go back to it."""
    user: User = request.user  # type: ignore[assignment]
    page = request.POST.get("page", "")
    if page not in lists():
        raise Http404
    choose_columns(by=user, page=page, shown=request.POST.getlist("column"))
    messages.success(request, "Столбцы списка запомнены для вашей учётной записи.")
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else page)


@require_POST
@area_required(AREA)
def take_back(request: HttpRequest) -> HttpResponse:
    """Take back the bulk act that was just done."""
    user: User = request.user  # type: ignore[assignment]
    found = undo.offered(request)
    try:
        words, path = undo.take_back(request, user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(found.path if found else "home")
    messages.success(request, words)
    return redirect(path)


def _title_form(saved: SavedFilter, data: Any = None) -> TitleForm:
    return TitleForm(data, initial={"title": saved.title}, auto_id=f"filter_{saved.pk}_%s")


def _page(
    request: HttpRequest, user: User, *, keeping: KeepForm | None = None, changing: Line | None = None
) -> HttpResponse:
    """The filters by list; those of lists that are shut to the account today wait unseen."""
    found: dict[str, list[Line]] = {}
    shut: dict[str, bool] = {}
    for saved in SavedFilter.objects.visible_to(user).order_by("page", "pk"):
        if saved.page not in shut:
            shut[saved.page] = not is_open_list(saved.page, request)
        if not shut[saved.page]:
            is_changed = changing is not None and changing.saved.pk == saved.pk
            line = changing if changing is not None and is_changed else Line(saved, _title_form(saved))
            found.setdefault(saved.page, []).append(line)
    context = {
        "groups": [(page, words_of(page), lines) for page, lines in found.items()],
        "keeping": keeping,
        "changing": changing,
    }
    is_refused = keeping is not None or changing is not None
    return render(
        request,
        "comfort/saved_filters.html",
        context,
        status=HTTPStatus.BAD_REQUEST if is_refused else HTTPStatus.OK,
    )
