"""manage.py generate_municipality: exact numbers, the same by the same seed, pages and commands over it."""

import hashlib
import io
import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from python_calamine import load_workbook

from mentorship.bank.models import MenteeRequest, Mentor, MentorPlace
from mentorship.pairs.enums import PLACE_STATES
from mentorship.pairs.models import Pair, PairMember
from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import
from reports.generated.municipality import generate
from reports.generated.size import Size
from schools.enums import Role
from schools.models import Consent, Employment, Municipality, Person, School, SchoolYear, User
from surveys.models import Response

pytestmark = pytest.mark.django_db

SMALL = Size(schools=6, teachers=90, pairs=40, responses=150)
DAY = date(2026, 11, 22)
KINDS = ("schools", "school_years", "staff", "roles", "bank", "requests", "pairs", "diagnostics", "trainings")


def exported(kind, municipality):
    target = io.BytesIO()
    export_layout(kind, target, municipality=municipality, by=None)
    return target.getvalue()


def fingerprint(municipality):
    """A sum of all that a person sees: every workbook's rows and every answer, whatever the keys."""
    total = hashlib.sha256()
    for kind in KINDS:
        rows = list(_rows(kind, municipality))
        assert rows
        total.update(json.dumps(rows, default=str).encode())
    answers = Response.objects.filter(municipality=municipality).order_by("pk")
    fields = ("role", "phase", "year", "school__code", "answered_date", "answers", "state")
    total.update(json.dumps(list(answers.values_list(*fields)), default=str, sort_keys=True).encode())
    return total.hexdigest()


def _rows(kind, municipality):
    return load_workbook(io.BytesIO(exported(kind, municipality))).get_sheet_by_index(0).to_python()


@pytest.fixture
def municipality():
    return generate(size=SMALL, seed=7, on=DAY)


def test_counts_are_met_exactly(municipality):
    teachers = Person.objects.filter(municipality=municipality).teachers()
    assert School.objects.filter(municipality=municipality).count() == 6
    assert teachers.count() == 90
    assert Pair.objects.filter(municipality=municipality).count() == 40
    assert PairMember.objects.count() == 40
    assert Response.objects.filter(municipality=municipality).count() == 150
    assert SchoolYear.objects.filter(school__municipality=municipality).count() == 18
    assert Mentor.objects.count() == 36
    assert MentorPlace.objects.count() == 36 * 3
    assert Employment.objects.count() == 90


def test_rows_keep_the_rules_of_the_house(municipality):
    assert School.history.count() == 6
    assert SchoolYear.history.count() == 18
    assert not Person.objects.filter(name_key="").exists()
    roles = dict(User.objects.values_list("person__roles__role", "username"))
    assert set(roles) == {
        Role.CURATOR,
        Role.DIRECTOR,
        Role.HEAD,
        Role.METHODIST,
        Role.APPROVER,
        Role.DEPARTMENT,
    }
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert User.objects.filter(person__roles__role=Role.CURATOR).count() == 6
    kept = Consent.objects.live().filter(kind="processing").values_list("person", flat=True)
    assert set(kept) == set(Mentor.objects.values_list("pk", flat=True))
    at_work = PairMember.objects.filter(pair__state__in=PLACE_STATES)
    assert at_work.exists()
    assert not at_work.filter(place__isnull=True).exists()
    assert not PairMember.objects.exclude(pair__state__in=PLACE_STATES).filter(place__isnull=False).exists()
    assert not Pair.objects.filter(order__isnull=True).exists()
    assert MenteeRequest.objects.waiting().exists()


def test_same_seed_invents_the_same(municipality):
    def once(seed):
        with transaction.atomic():
            found = fingerprint(generate(size=SMALL, seed=seed, on=DAY))
            transaction.set_rollback(True)
        return found

    assert once(3) == once(3) != once(4)


def test_every_call_adds_a_municipality(capsys):
    size = ("--schools=2", "--teachers=20", "--pairs=5", "--responses=12", "--on=2026-11-22")
    call_command("generate_municipality", *size, "--seed=1")
    call_command("generate_municipality", *size, "--seed=1", "--municipalities=2")
    names = list(Municipality.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["Выдуманный округ № 1", "Выдуманный округ № 2", "Выдуманный округ № 3"]
    assert [School.objects.filter(municipality__name=name).count() for name in names] == [2, 2, 2]
    assert Person.objects.teachers().count() == 60
    assert Response.objects.count() == 36
    assert "Выдуманный округ № 3: готово" in capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_brought_in_again_changes_nothing(municipality, kind):
    report = run_import(kind, exported(kind, municipality), by=None, name=f"{kind}.xlsx")
    assert report.errors == []
    assert (report.created, report.updated) == (0, 0)
    assert report.unchanged == report.rows > 0


def test_figures_follow_from_it(municipality, capsys):
    call_command("indicators", "--as-of=2026-11-22", "--json")
    found = {row["code"]: row for row in json.loads(capsys.readouterr().out)["indicators"]}
    year = Pair.objects.filter(number__startswith="2026-").count()
    assert (year, found["p000_mentor_share"]["denominator"]) == (20, 90)
    assert found["p000_mentee_satisfaction"]["denominator"] > 0
    call_command("survey_report", "--role=mentee", "--year=2026/2027", "--json")
    report = json.loads(capsys.readouterr().out)
    assert (report["invited"], report["before"]) == (20, 20)
    assert report["items"]["program_effectiveness"]["median_change"] is not None
    call_command("classify_schools", "--year=2026/2027", "--json")
    assert len(json.loads(capsys.readouterr().out)["schools"]) == 6


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/bank/",
        "/requests/",
        "/pairs/",
        "/reports/",
        "/reports/schools/",
        "/reports/surveys/",
        "/campaigns/",
    ],
)
def test_pages_open(municipality, client, address):
    client.force_login(User.objects.get(person__roles__role=Role.METHODIST))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("size", "word"),
    [
        (Size(0, 10, 0, 0), "не меньше одного"),
        (Size(5, 10, -1, 0), "не меньше нуля"),
        (Size(20, 10, 0, 0), "меньше, чем школ"),
        (Size(1, 10, 19, 0), "не больше 18 пар"),
        (Size(1, 10, 4, 17), "не больше 16 анкет"),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(size, word):
    with pytest.raises(ValidationError, match=word):
        generate(size=size, seed=1, on=DAY)
    assert not Municipality.objects.exists()


def test_the_command_says_why():
    with pytest.raises(CommandError, match="меньше, чем школ"):
        call_command("generate_municipality", "--schools=5", "--teachers=2", "--pairs=0", "--responses=0")


@pytest.mark.parametrize(
    ("size", "years"),
    [
        (Size(30, 700, 300, 1200), (150, 75, 75)),
        (Size(1, 10, 18, 0), (6, 6, 6)),
        (Size(1, 10, 17, 0), (6, 6, 5)),
        (Size(1, 10, 1, 0), (1, 0, 0)),
        (Size(1, 1, 0, 0), (0, 0, 0)),
    ],
)
def test_pairs_lie_in_three_years(size, years):
    size.check()
    assert size.pairs_of_years == years
    assert sum(size.pairs_of_years) == size.pairs


def test_the_least_and_the_fullest_municipality():
    tiny = generate(size=Size(1, 1, 0, 0), seed=1, on=date(2026, 9, 1))
    full = Size(2, 10, 18, 0)
    brim = Size(2, 10, 18, full.most_responses)
    generate(size=brim, seed=1, on=date(2026, 9, 1))
    assert Person.objects.filter(municipality=tiny).teachers().count() == 1
    assert Response.objects.count() == full.most_responses == 60
