"""The register of awards: the list and its file, one award, its paper, taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.audit.log import record_export, record_view
from mentorship.practices.contests import issuing
from mentorship.practices.contests.display import look_of_award
from mentorship.practices.contests.enums import Addressee
from mentorship.practices.contests.forms import AwardSearch, RevokeForm
from mentorship.practices.contests.paper import paper_of
from mentorship.practices.contests.rights import issues, places_of
from mentorship.practices.models import Award
from mentorship.spreadsheets.downloads import xlsx_download
from schools import years
from schools.guards import area_required
from schools.stamps import OPEN, status_of_refusal

AREA = "awards"
PAGE = 50
HEADINGS = (
    "Номер",
    "Вид",
    "Учебный год",
    "Кому",
    "Получатель",
    "Школа",
    "За что",
    "Дата выдачи",
    "Подписал",
    "Отозвана",
    "Почему отозвана",
)
WIDTHS = (14, 24, 14, 22, 36, 28, 50, 14, 36, 14, 36)


@area_required(AREA)
def award_list(request: HttpRequest) -> HttpResponse:
    """The register by year, kind and recipient."""
    user: Any = request.user
    form, found = _found(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(row, look_of_award(row)) for row in page],
        "is_filtered": form.is_valid() and bool(form.changed_data),
        "may_issue": bool(places_of(user, AREA)),
    }
    return render(request, "contests/awards.html", context)


def _found(request: HttpRequest) -> tuple[AwardSearch, QuerySet[Award]]:
    """What the address asks for; a form that is not understood finds nothing."""
    user: Any = request.user
    awards = Award.objects.visible_to(user).select_related("person__school")
    held = sorted(set(awards.order_by().values_list("year", flat=True)), reverse=True)
    form = AwardSearch(request.GET, held=held)
    if not form.is_valid():
        return form, awards.none()
    wanted = form.cleaned_data
    if wanted["year"] is not None:
        awards = awards.filter(year=wanted["year"])
    if wanted["kind"]:
        awards = awards.filter(kind=wanted["kind"])
    return form, awards.named(wanted["q"])


@area_required(AREA)
def awards_xlsx(request: HttpRequest) -> HttpResponse:
    """The same list as a file."""
    user: Any = request.user
    form, found = _found(request)
    rows = [_cells(award) for award in found]
    chosen = {name: value for name, value in getattr(form, "cleaned_data", {}).items() if value}
    record_export(by=user, action="awards.exported", rows=len(rows), chosen=chosen)
    name = f"awards-{timezone.localdate():%Y-%m-%d}"
    return xlsx_download(name, "Награды", HEADINGS, rows, widths=WIDTHS)


def _cells(award: Award) -> tuple[Any, ...]:
    person = award.person
    return (
        award.number,
        award.get_kind_display(),
        years.label(award.year),
        award.get_addressee_display(),
        award.name,
        str(person.school or "") if person else "",
        award.text,
        award.date,
        f"{award.signer_position} {award.signer}",
        award.revoked_date,
        award.revoked_reason,
    )


@area_required(AREA)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One award: to whom, for what, its code."""
    return show_award(request, find_award(request, pk))


def find_award(request: HttpRequest, pk: int) -> Award:
    """The award, or 404 outside the account's sight."""
    user: Any = request.user
    awards = Award.objects.visible_to(user).with_open_name()
    return get_object_or_404(
        awards.select_related("person__school", "municipality", "entry__nomination__contest"), pk=pk
    )


def show_award(
    request: HttpRequest, award: Award, form: RevokeForm | None = None, status: int = OPEN
) -> HttpResponse:
    """Render the page; a refused revocation comes back with its words."""
    record_view(by=request.user, target=award, what="award")
    may = issues(request.user, award.municipality_id)
    context = {
        "award": award,
        "look": look_of_award(award),
        "may_print": not award.is_erased,
        "may_revoke": may and award.revoked_date is None,
        "may_erase": may and award.addressee != Addressee.PERSON,
        "form": form or RevokeForm(),
        "refused": form,
    }
    return render(request, "contests/award.html", context, status=status)


@area_required(AREA)
def paper(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The paper itself, by the municipality's template or the portal's."""
    award = find_award(request, pk)
    if award.is_erased:
        raise Http404
    return paper_of(request, award, ending)


@require_POST
@area_required(AREA, change=True)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an award back."""
    award, form = _find_issued(request, pk), RevokeForm(request.POST)
    if not form.is_valid():
        return show_award(request, award, form, 400)
    user: Any = request.user
    try:
        issuing.revoke_award(award=award, by=user, on=timezone.localdate(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        award.refresh_from_db()
        return show_award(request, award, form, status_of_refusal(error))
    messages.success(request, "Награда отозвана: при проверке кода это видно.")
    return redirect(award)


@require_POST
@area_required(AREA, change=True)
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase an outsider's name at his or her wish."""
    award, user = _find_issued(request, pk), request.user
    try:
        issuing.erase_recipient(award=award, by=user)  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return show_award(request, award, status=status_of_refusal(error))
    messages.success(request, "Имя получателя стёрто. Номер и дата остались, код можно проверить.")
    return redirect(award)


def _find_issued(request: HttpRequest, pk: int) -> Award:
    award = find_award(request, pk)
    if not issues(request.user, award.municipality_id):
        raise PermissionDenied
    return award
