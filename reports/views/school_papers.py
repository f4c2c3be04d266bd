"""The file of a school's paper: sent to whoever sees the school's record."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from mentorship.audit.log import record_view
from schools.attachments import sent
from schools.guards import area_required
from schools.models import SchoolPaper

AREA = "school_reports"


@area_required(AREA)
def paper_file(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """Send the file as a download; a paper of another school, or one without a file, is not found."""
    seen = SchoolPaper.objects.visible_to(request.user, area=AREA)  # type: ignore[arg-type]
    paper = get_object_or_404(seen, school__code=code, pk=pk)
    record_view(by=request.user, target=paper, what="school_paper")
    return sent(paper.file, paper.file_name)
