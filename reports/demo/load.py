"""Bringing the demonstration municipality in: workbooks by the import, logins, then what people would do."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.words import fold
from mentorship.spreadsheets.writer import write_workbook
from reports.demo import lists, logins, record, workbooks
from reports.demo.doings import do_what_people_do
from reports.demo.invention import People, Row
from reports.demo.pairing import Pairing
from reports.workflow import create_programme
from schools.models import Municipality

SEED = 20


def is_loaded() -> bool:
    """Whether the municipality is there already: a second load keeps what people changed."""
    return Municipality.objects.filter(key=fold(lists.MUNICIPALITY)).exists()


@transaction.atomic
def load_demo(*, on: date, password: str) -> None:
    """Invent the municipality around the day and store it, all or nothing."""
    people = People(on, SEED)
    pairing = Pairing(people)
    _import("schools", workbooks.schools(people))
    municipality = Municipality.objects.get(key=fold(lists.MUNICIPALITY))
    create_programme(
        by=None,
        code=lists.PROGRAMME_CODE,
        municipality=municipality,
        title=lists.PROGRAMME_TITLE,
        start_date=date(people.year - 2, 9, 1),
        end_date=date(people.year + 1, 8, 31),
        baseline_year=people.year - 2,
    )
    _import("school_years", workbooks.school_years(people))
    _import("school_context", record.context(people))
    record.keep_record(municipality, people)
    _import("staff", workbooks.staff(people))
    _import("roles", workbooks.roles(people))
    accounts = logins.create(people, pairing, municipality, password)
    _import("bank", workbooks.bank(people))
    _import("requests", pairing.requests())
    _import("pairs", pairing.pairs())
    _import("diagnostics", workbooks.diagnostics(people))
    _import("trainings", workbooks.trainings(people))
    _import("statistics", workbooks.statistics(people))
    _import("answers", pairing.answers(skip={accounts["mentee"].person.code, accounts["mentor"].person.code}))
    do_what_people_do(people, municipality, accounts)


def _import(kind: str, rows: Iterable[Row]) -> None:
    """Write the rows as a workbook and import it: the demonstration enters by the door of real data."""
    listed = list(rows)
    headings = list(dict.fromkeys(heading for row in listed for heading in row))
    cells = [[row.get(heading) for heading in headings] for row in listed]
    report = run_import(kind, write_workbook(kind, headings, cells), by=None, name=f"{kind}.xlsx")
    if report.errors:
        raise AssertionError(f"The demonstration workbook {kind} is refused: {report.errors[0]}")
