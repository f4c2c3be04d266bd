"""A municipality without a finding, and what the ledger says of it."""

from decimal import Decimal

import pytest

from reports.quality.ledger import Ledger
from reports.quality.registry import BY_CODE
from schools.models import (
    IndexStudy,
    Person,
    School,
    SchoolYear,
    Subject,
    User,
)
from tests.cast import TODAY, YEAR

OK_YEAR = {
    "results_index": Decimal("0.5"),
    "final_exams": Decimal(60),
    "national_tests": Decimal(50),
    "teacher_count": 20,
    "novice_count": 4,
}


@pytest.fixture
def clean(users, school, municipality) -> SchoolYear:
    """The cast without a single finding."""
    for index in ("results", "wellbeing"):
        IndexStudy.objects.create(municipality=municipality, year=YEAR, index=index, study="Исследование")
    subject = Subject.objects.create(name="Физика")
    for person in Person.objects.all():
        person.email = f"{person.code}@example.org"
        person.save()
        person.subjects.add(subject)
    return SchoolYear.objects.create(school=school, year=YEAR, **OK_YEAR)


@pytest.fixture
def said(clean, users):
    """What the methodist is told under a check: `said("no_index")`, school and sentence."""

    def run(check: str, login: str = "methodist") -> list[tuple[str, str]]:
        ledger = Ledger.read(User.objects.get(username=login), TODAY)
        return [
            (", ".join(school.code for school in ledger.schools_of(finding)), finding.words)
            for finding in ledger.of_check(BY_CODE[check])
        ]

    return run


@pytest.fixture
def neighbours(municipality) -> list[SchoolYear]:
    """Four schools with ИОР 0.1, 0.2, 0.3 and 0.9 beside the 0.5 of «901»."""
    rows = []
    for number, index in enumerate(("0.1", "0.2", "0.3", "0.9")):
        school = School.objects.create(code=f"N{number}", name=f"Школа {number}", municipality=municipality)
        rows.append(
            SchoolYear.objects.create(
                school=school, year=YEAR, **{**OK_YEAR, "results_index": Decimal(index), "teacher_count": 0}
            )
        )
    return rows
