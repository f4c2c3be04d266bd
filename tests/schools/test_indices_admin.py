"""Studies and runs of indices in the admin: studies are edited, runs are only looked up."""

from decimal import Decimal

import pytest

from schools.enums import IndexKind
from schools.index_sources import record_source
from schools.index_workflow import apply, calculate
from schools.models import IndexStudy, School, SchoolYear
from tests.cast import TODAY, YEAR

EXAMS = {"source": "final_exams", "weight": Decimal(1), "direction": "higher", "low": None, "high": None}
TYPED = {"study": "Исследование", "order": "", "population": "все школы"}


def run_of(municipality, codes):
    """A run of ИОР of a few schools."""
    for place, code in enumerate(codes):
        made = School.objects.create(code=code, name=f"Школа {code}", municipality=municipality)
        SchoolYear.objects.create(school=made, year=YEAR, final_exams=place)
    return calculate(
        municipality=municipality, year=YEAR, index=IndexKind.RESULTS,
        parameters={"indicators": [EXAMS]}, by=None, on=TODAY,
    )  # fmt: skip


def study_of(municipality):
    return record_source(
        municipality=municipality, year=YEAR, index=IndexKind.RESULTS, study="Мониторинг",
        population="47 школ", by=None, on=TODAY,
    )  # fmt: skip


@pytest.fixture
def run(municipality):
    return run_of(municipality, ["S1", "S2"])


def test_study_is_edited_until_a_run_takes_its_place(client_as, run):
    client = client_as("methodist")
    path = f"/admin/schools/indexstudy/{study_of(run.municipality).pk}/change/"
    assert client.post(path, TYPED).status_code == 302
    assert IndexStudy.objects.get().study == "Исследование"
    apply(run=run, by=None, on=TODAY)
    client.post(path, {**TYPED, "study": "Моё"})
    assert IndexStudy.objects.get().study == "Расчёт портала"


def test_study_is_added_once_a_year(client_as, municipality):
    client, path = client_as("methodist"), "/admin/schools/indexstudy/add/"
    typed = {**TYPED, "municipality": municipality.pk, "year": "2025/2026", "index": "wellbeing"}
    assert client.post(path, typed).status_code == 302
    again = client.post(path, typed)
    assert "Источник этого индекса за этот год уже записан." in again.content.decode()


def test_run_is_only_looked_up(client_as, run):
    client, path = client_as("methodist"), f"/admin/schools/indexrun/{run.pk}/change/"
    assert run.population in client.get(path).content.decode()
    assert client.post(path, {"population": "x"}).status_code == 403
    assert client.get("/admin/schools/indexrun/add/").status_code == 403


def test_another_municipality_is_not_found(client_as, other_municipality):
    foreign, study = run_of(other_municipality, ["X1", "X2"]), study_of(other_municipality)
    client = client_as("methodist")
    assert client.get(f"/admin/schools/indexrun/{foreign.pk}/change/").status_code == 404
    assert client.get(f"/admin/schools/indexstudy/{study.pk}/change/").status_code == 404
    for model in ("indexrun", "indexstudy"):
        assert "Степной район" not in client.get(f"/admin/schools/{model}/").content.decode()
