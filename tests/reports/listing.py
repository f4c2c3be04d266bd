"""Lists of schools and their pages for tests."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from schools.enums import ListKind
from schools.lists import OrderWords, draft_list
from schools.models import SchoolList, SchoolYear
from tests.cast import TODAY, YEAR

LOW = ListKind.LOW_RESULTS
LISTS, NEW = "/reports/school-lists/", "/reports/school-lists/new/"
SEE, KEEP = ["head", "methodist", "approver", "department"], ["head", "methodist"]
ORDER = {"number": "145", "date": "2025-08-14", "issuer": "Минобр области"}
WORDS = "№\xa0145 от 14.08.2025, Минобр области"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def listed(school, year=YEAR, moment=(2025, 8, 20), **fields) -> SchoolYear:
    row = SchoolYear(school=school, year=year, **{"has_low_results": True, **fields})
    row._history_date = datetime(*moment, tzinfo=ZoneInfo("Europe/Moscow"))
    row.save()
    return row


def drafted(municipality, *schools, number="145") -> SchoolList:
    order = OrderWords(number, date(2025, 8, 14), "Минобр области")
    return draft_list(
        municipality=municipality, kind=LOW, year=YEAR, order=order, schools=schools, by=None, on=TODAY
    )


def form(*schools, **fields):
    return {"kind": "low_results", "year": "2025/2026", **ORDER, "schools": [s.pk for s in schools], **fields}


def shown(response, kind=0) -> tuple[list[str], list[str]]:
    found = response.context["lists"][kind]
    return [x.school.code for x in found.standing], [x.school.code for x in found.removed]
