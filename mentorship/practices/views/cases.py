"""Cases of pairs on the way to the public page: the list, one case, its texts, its steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.audit.log import record_view
from mentorship.pairs.models import Pair
from mentorship.practices.forms import CaseForm, VersionForm
from mentorship.practices.models import Practice, PracticeAuthor
from mentorship.practices.rights import is_own, may_speak, rights_to_practice
from mentorship.practices.views.open import PAGE
from mentorship.practices.views.practices import told_fully
from mentorship.practices.views.steps import carry_out, look_of, offered_steps
from mentorship.practices.workflow.cases import TELLABLE, begin_practice, write_practice
from schools.attachments import sent
from schools.guards import area_required
from schools.stamps import OPEN, status_of, status_of_refusal

AREA = "practices"


def find_case(request: HttpRequest, pk: int) -> Practice:
    """The practice, or 404 outside the account's sight."""
    visible: QuerySet[Practice] = Practice.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("pair", "municipality"), pk=pk)


@area_required(AREA)
def case_list(request: HttpRequest) -> HttpResponse:
    """Cases in sight: those that wait for the account's side come first by their state."""
    rows = Practice.objects.visible_to(request.user).select_related("pair").order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "rows": [(row, look_of(row)) for row in page]}
    return render(request, "practices/list.html", context)


@area_required(AREA)
def of_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """The case of a pair: led to where there is one, begun by a button where there is none."""
    visible: Any = Pair.objects.visible_to(request.user)  # type: ignore[arg-type]
    pair = get_object_or_404(visible.select_related("mentor__person"), pk=pk)
    may_begin = _may_begin(request.user, pair)
    if request.method == "POST" and not may_begin:
        raise PermissionDenied
    found = Practice.objects.visible_to(request.user).filter(pair=pair).first()
    if found is not None:
        return redirect(found)
    refusal, status = "", OPEN
    if request.method == "POST":
        try:
            return redirect(begin_practice(pair=pair, by=request.user))  # type: ignore[arg-type]
        except ValidationError as error:
            refusal, status = " ".join(error.messages), 400
    context = {
        "pair": pair, "may_begin": may_begin and pair.state in TELLABLE, "refusal": refusal,
        "is_too_early": pair.state not in TELLABLE,
    }  # fmt: skip
    return render(request, "practices/begin.html", context, status=status)


@area_required(AREA)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The case as it will be read, who agrees to it, what can be done."""
    return show_case(request, find_case(request, pk))


def show_case(
    request: HttpRequest, row: Practice, form: VersionForm | None = None, step: str = "", status: int = OPEN
) -> HttpResponse:
    """Render the page; a refused step comes back with its words."""
    rights = rights_to_practice(request.user, row)
    is_draft = row.state == "draft"
    context = {
        **told_fully(row),
        "look": look_of(row),
        "rights": rights,
        "may_edit": rights.writes and is_draft,
        "is_shown": Practice.objects.published(timezone.localdate()).filter(pk=row.pk).exists(),
        "steps": offered_steps(row, rights, form, step),
        "refused": form,
        "authors": [_standing(request.user, author, rights, is_draft) for author in _authors(row)],
    }
    return render(request, "practices/detail.html", context, status=status)


@area_required(AREA, change=True)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of a draft."""
    row = find_case(request, pk)
    if not rights_to_practice(request.user, row).writes:
        raise PermissionDenied
    version = row.version
    form = CaseForm(request.POST or None, instance=row)
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        products = list(form.cleaned_data.get("products", ()))
        user: Any = request.user
        try:
            write_practice(practice=row, version=version, texts=form.texts(), products=products, by=user)
        except ValidationError as error:
            form.add_error(None, error.messages)
            status = status_of_refusal(error)
        else:
            messages.success(
                request, "Записано. Авторы, давшие согласие на прежний текст, согласятся заново."
            )
            return redirect(row)
    context = {"practice": row, "form": form}
    return render(request, "practices/edit.html", context, status=max(status, status_of(form)))


@require_POST
@area_required(AREA, change=True)
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Submit, return, publish, withdraw, reopen."""
    row = find_case(request, pk)
    outcome = carry_out(request, row, rights_to_practice(request.user, row), step)
    if outcome.form is None:
        return redirect("practices:detail", pk)
    row.refresh_from_db()
    return show_case(request, row, outcome.form, step, outcome.status)


@area_required(AREA)
def product_file(request: HttpRequest, pk: int, product_pk: int) -> FileResponse:
    """A product of a case in sight, as a download."""
    product = get_object_or_404(find_case(request, pk).products, pk=product_pk)
    record_view(by=request.user, target=product, what="product")
    return sent(product.file, product.file_name)


def _authors(row: Practice) -> Any:
    return row.authors.select_related("person__school").order_by("-part", "pk")


def _standing(user: Any, author: PracticeAuthor, rights: Any, is_draft: bool) -> dict[str, Any]:
    """One author: what is given, what this account may do about it."""
    may = may_speak(user, author, rights)
    return {
        "author": author,
        "may_say": may and is_draft,
        "may_agree": may and not author.agrees and bool(author.words),
        "may_take_back": may and author.agrees,
        "is_own": is_own(user, author),
    }


def _may_begin(user: Any, pair: Pair) -> bool:
    """The centre, or the curator of a school whose people are in the pair."""
    scope = user.access.scope(AREA, change=True)
    if scope.reaches(municipality=pair.municipality_id):
        return True
    schools = {member.mentee.school_id for member in pair.members.select_related("mentee")}
    return bool(scope.schools & {*schools, pair.mentor.person.school_id})
