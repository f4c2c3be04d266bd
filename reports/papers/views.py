"""A snapshot as a document to sign or a workbook to count on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from mentorship.audit.log import record
from mentorship.documents import pdf
from mentorship.documents.views.papers import paper_response
from mentorship.spreadsheets.downloads import workbook_download
from reports.models import Snapshot
from reports.papers.content import Missing
from reports.papers.document import paper_of
from reports.papers.kinds import KINDS, PaperKind
from reports.papers.workbook import workbook_of
from schools.guards import area_required
from schools.models import School, User

AREA = "snapshots"
ENDINGS = {"docx": ".docx", "pdf": "PDF", "xlsx": "Excel"}


@area_required(AREA)
def school_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet of the school chosen on the snapshot's page (`?school=…&as=pdf`)."""
    return paper(request, pk, "school", request.GET.get("as", "docx"))


@area_required(AREA)
def paper(request: HttpRequest, pk: int, slug: str, ending: str) -> HttpResponseBase:
    """The document of a snapshot in the chosen form; the export stands in the journal."""
    user: User = request.user  # type: ignore[assignment]  # the door lets in nobody else
    kind = KINDS.get(slug)
    if kind is None or ending not in ENDINGS:
        raise Http404("Такого документа нет.")
    rows = Snapshot.objects.visible_to(user).select_related("programme__municipality", "approved_by__person")
    snapshot = get_object_or_404(rows, pk=pk)
    code = _school_code(user, snapshot, kind, request.GET.get("school", ""))
    name = f"{kind.slug}-{snapshot.pk}-{snapshot.as_of:%Y-%m-%d}"
    try:
        response = _made(snapshot, kind, code, name, ending)
    except (Missing, ValidationError, pdf.NoPango) as refusal:
        messages.warning(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        return redirect("reports:snapshot", snapshot.pk)
    data: dict[str, Any] = {"kind": kind.slug, "ending": ending, "school": code, "rows": 1}
    record(by=user, action="snapshot.printed", target=snapshot, text=kind.short, data=data)
    return response


def _made(snapshot: Snapshot, kind: PaperKind, code: str, name: str, ending: str) -> HttpResponseBase:
    if ending == "xlsx":
        return workbook_download(name, workbook_of(snapshot, kind, code))
    return paper_response(paper_of(snapshot, kind, code), title=kind.title, name=name, ending=ending)


def _school_code(user: User, snapshot: Snapshot, kind: PaperKind, asked: str) -> str:
    """The school of a school's sheet, 404 out of reach; the municipality's papers are for who sees it all."""
    if not kind.of_school:
        if not reaches_all(user, snapshot):
            raise PermissionDenied
        return ""
    known = schools_of(user, snapshot)
    school = next((row for row in known if row.code == asked), None)
    if school is None:
        raise Http404("Такой школы нет среди тех, что вам видны.")
    return school.code


def reaches_all(user: User, snapshot: Snapshot) -> bool:
    """Whether the reader sees the whole municipality of the snapshot."""
    return user.access.scope(AREA).reaches(municipality=snapshot.programme.municipality_id)


def schools_of(user: User, snapshot: Snapshot) -> list[School]:
    """The schools whose sheets the reader may have."""
    rows = School.objects.visible_to(user, AREA).filter(municipality=snapshot.programme.municipality_id)
    return list(rows.order_by("name_key"))


def offered(user: User, snapshot: Snapshot) -> dict[str, Any]:
    """What the page of the snapshot offers the reader."""
    of_municipality = [kind for kind in KINDS.values() if not kind.of_school]
    return {
        "paper_kinds": of_municipality if reaches_all(user, snapshot) else [],
        "paper_schools": schools_of(user, snapshot),
        "paper_endings": list(ENDINGS.items()),
    }
