"""Templates of papers: the portal's and the municipality's own, their history, the names they may use."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from mentorship.documents.builtin import template_of
from mentorship.documents.enums import Kind
from mentorship.documents.models import DocumentTemplate
from mentorship.documents.owners import AREA, own_municipality
from mentorship.documents.step_forms import TemplateForm
from mentorship.documents.templates import restore_builtin, upload_template
from mentorship.documents.vocabulary import VOCABULARY, Names, Rows
from schools.attachments import CONTENT_TYPES, sent
from schools.guards import area_required
from schools.models import Municipality


@area_required(AREA, change=True)
def template_list(request: HttpRequest) -> HttpResponse:
    """Which template every kind of paper is made of."""
    municipality = _municipality(request)
    current = {
        row.kind: row
        for row in DocumentTemplate.objects.in_use()
        .filter(municipality=municipality)
        .select_related("uploaded_by__person")
    }
    rows = [{"kind": kind, "current": current.get(kind)} for kind in Kind]
    return render(request, "documents/templates.html", {"rows": rows, "municipality": municipality})


@area_required(AREA, change=True)
def template_detail(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: upload a version, see the earlier ones and the names."""
    user: Any = request.user
    municipality, made = _municipality(request), _kind(kind)
    is_sent = request.method == "POST"
    form = TemplateForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            row = upload_template(
                municipality=municipality, kind=made, upload=form.cleaned_data["file"], by=user
            )
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
        else:
            messages.success(request, f"Шаблон принят: версия {row.version}. Новые документы — по нему.")
            return redirect("documents:template", made.value)
    versions = DocumentTemplate.objects.filter(municipality=municipality, kind=made)
    context = {
        "kind": made,
        "form": form,
        "versions": versions.select_related("uploaded_by__person"),
        "is_own": versions.in_use().exists(),
        "names": list(_spelled(VOCABULARY[made])),
    }
    return render(request, "documents/template.html", context, status=400 if is_sent else 200)


@area_required(AREA, change=True)
def template_file(request: HttpRequest, kind: str, version: int = 0) -> HttpResponseBase:
    """The portal's template (version 0), or a version of the municipality's."""
    municipality, made = _municipality(request), _kind(kind)
    name = f"template-{made.value}-{version}.docx"
    if version:
        row = get_object_or_404(DocumentTemplate, municipality=municipality, kind=made, version=version)
        return sent(row.file, name)
    response = HttpResponse(template_of(made), content_type=CONTENT_TYPES[".docx"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@area_required(AREA, change=True)
def restore(request: HttpRequest, kind: str) -> HttpResponse:
    """Back to the portal's template."""
    user: Any = request.user
    municipality, made = _municipality(request), _kind(kind)
    try:
        restore_builtin(municipality=municipality, kind=made, by=user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Возвращён шаблон портала.")
    return redirect("documents:template", made.value)


def _municipality(request: HttpRequest) -> Municipality:
    """The municipality whose templates the account keeps; a curator keeps none."""
    user: Any = request.user
    found = own_municipality(user)
    if found is None:
        raise PermissionDenied
    return found


def _kind(code: str) -> Kind:
    if code not in Kind.values:
        raise Http404
    return Kind(code)


def _spelled(names: Names, row: str = "") -> Any:
    """Every name as it is typed into Word, with its words; lists with how they are repeated."""
    for name, item in names.items():
        if isinstance(item, Rows):
            source = f"{row}.{name}" if row else name
            kind = "p" if row else "tr"
            typed = f"{{%{kind} for {item.row} in {source} %}} … {{%{kind} endfor %}}"
            yield {"typed": typed, "words": item.words, "is_list": True}
            yield from _spelled(item.fields, item.row)
        else:
            yield {"typed": f"{{{{ {row + '.' if row else ''}{name} }}}}", "words": item}
