"""Materials and honours before everybody sees them: what waits, how it will look, its steps."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from mentorship.practices import prose
from mentorship.practices.forms import VersionForm
from mentorship.practices.models import Honour, Material
from mentorship.practices.rights import rights_to_material
from mentorship.practices.views.open import PAGE
from mentorship.practices.views.steps import carry_out, look_of, offered_steps
from schools.guards import area_required
from schools.stamps import OPEN

AREA = "materials"
MODELS: dict[str, Any] = {"material": Material, "honour": Honour}


@area_required(AREA)
def waiting(request: HttpRequest) -> HttpResponse:
    """Materials and honours that are not published yet, and the newest of the published."""
    user: Any = request.user
    materials = Material.objects.visible_to(user).order_by("-pk")
    page = Paginator(materials, PAGE).get_page(request.GET.get("page"))
    honours = Honour.objects.visible_to(user).exclude(state="published").select_related("person")
    context = {
        "page_obj": page,
        "rows": [(row, look_of(row)) for row in page],
        "honours": [(row, look_of(row)) for row in honours[:PAGE]],
    }
    return render(request, "practices/waiting.html", context)


@area_required(AREA)
def preview(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """How a row will look, and what the account may do with it."""
    return _show(request, _find(request, kind, pk))


@require_POST
@area_required(AREA, change=True)
def step(request: HttpRequest, kind: str, pk: int, step: str) -> HttpResponse:
    """Submit, return, publish, withdraw, reopen."""
    row = _find(request, kind, pk)
    outcome = carry_out(request, row, rights_to_material(request.user, row), step)
    if outcome.form is None:
        return redirect("practices:editing", kind, pk)
    row.refresh_from_db()
    return _show(request, row, outcome.form, step, outcome.status)


def _find(request: HttpRequest, kind: str, pk: int) -> Any:
    if kind not in MODELS:
        raise Http404
    return get_object_or_404(MODELS[kind].objects.visible_to(request.user), pk=pk)


def _show(
    request: HttpRequest, row: Any, form: VersionForm | None = None, step: str = "", status: int = OPEN
) -> HttpResponse:
    rights = rights_to_material(request.user, row)
    kind = row._meta.model_name
    context = {
        "row": row,
        "kind": kind,
        "admin_url": f"admin:practices_{kind}_change",
        "may_edit": rights.moderates or (rights.writes and row.state == "draft"),
        "html": prose.html_of(row.body) if isinstance(row, Material) else "",
        "look": look_of(row),
        "steps": offered_steps(row, rights, form, step),
        "refused": form,
    }
    return render(request, "practices/editing.html", context, status=status)
