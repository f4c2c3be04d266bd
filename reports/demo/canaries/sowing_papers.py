"""What a methodist makes once a year and the demonstration lacks: a snapshot, an index, an own template."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.documents.builtin import template_of
from mentorship.documents.enums import Kind
from mentorship.documents.templates import upload_template
from mentorship.programmes.models import Programme
from reports.workflow import approve_snapshot, take_snapshot
from schools.enums import IndexKind
from schools.index_inputs import characteristics
from schools.index_workflow import calculate
from schools.models import ContextValue, Municipality, User


def sow_papers(municipality: Municipality, by: User) -> None:
    """A snapshot of each programme, a calculation of ИСБШ, a template of the order about pairs."""
    on = timezone.localdate()
    for programme in Programme.objects.filter(municipality=municipality):
        approve_snapshot(by=by, snapshot=take_snapshot(by=by, programme=programme, on=on))
    _sow_index(municipality, by)
    upload = SimpleUploadedFile("template.docx", template_of(Kind.PAIRS))
    upload_template(municipality=municipality, kind=Kind.PAIRS, upload=upload, by=by)


def _sow_index(municipality: Municipality, by: User) -> None:
    year = ContextValue.objects.filter(school__municipality=municipality).latest("year").year
    codes = [source.code for source in characteristics(municipality, year)]
    calculate(
        municipality=municipality,
        year=year,
        index=IndexKind.WELLBEING,
        parameters={"characteristics": codes},
        by=by,
        on=timezone.localdate(),
    )
