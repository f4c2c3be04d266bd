"""Whatever leaves the portal stands in the journal with its filter and its number of rows."""

import pytest

from mentorship.audit.kinds import Kind
from mentorship.audit.models import Entry

# Asked as they stand, by the role beside them.
ASKED = {
    "reports/indicators.xlsx": "head",
    "reports/distance.xlsx": "head",
    "reports/schools.xlsx": "head",
    "reports/school-map.xlsx": "head",
    "reports/school-lists.xlsx?kind=low_results": "head",
    "reports/diagnostics.xlsx": "head",
    "reports/deficits.xlsx": "head",
    "reports/quality/findings.xlsx": "methodist",
    "reports/surveys.xlsx": "head",
    "reports/surveys.docx": "head",
    "reports/surveys/appendix.docx": "head",
    "reports/surveys/appendix.xlsx": "head",
    "reports/region.xlsx": "head",
    "reports/region/registers.xlsx": "head",
    "reports/question.xlsx": "head",
    "reports/schools/901/record.xlsx": "curator",
    "registers/register.xlsx": "methodist",
    "registers/selected.xlsx": "methodist",
    "registers/pairs.xlsx": "methodist",
    "bank/export.xlsx": "methodist",
    "bank/region.xlsx": "methodist",
    "bank/reserve/reserve.xlsx": "methodist",
    "requests/ageing.xlsx": "methodist",
    "roadmap/schools.xlsx": "methodist",
    "meetings/decisions.xlsx": "methodist",
    "documents/programmes/lesnoy/passport.docx": "methodist",
    "admin/export/staff/": "methodist",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "role"), ASKED.items())
def test_export_stands_in_the_journal_with_rows_and_filter(
    client_as, programme, school_year, municipality, address, role
):
    response = client_as(role).get(f"/{address}")
    if response.status_code == 302 and "admin/export" in address:
        response = client_as(role).get(f"/{address}?municipality={municipality.pk}")
    assert response.status_code == 200
    assert b"".join(response)  # a file that is streamed closes at its end
    entry = Entry.objects.filter(kind=Kind.EXPORT).latest("pk")
    assert isinstance(entry.data["rows"], int)
    assert "filter" in entry.data
    assert entry.by.username == role
