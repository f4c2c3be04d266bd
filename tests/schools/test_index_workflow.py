"""Runs of ИОР and ИСБШ: kept with inputs and author, repeated to the digit, put into the records once."""

import json
import threading
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.timezone import localtime

from mentorship.audit.models import Entry
from schools import index_workflow as workflow
from schools.enums import IndexKind
from schools.index_inputs import CONTEXT, Source, characteristics, gather, indicators, population_words
from schools.index_preview import CHANGED, NEW, NO_YEAR, SAME, preview
from schools.index_sources import record_source, sources
from schools.models import ContextValue, IndexRun, IndexStudy, Municipality, School, SchoolKind, SchoolYear
from tests.cast import TODAY, YEAR

RESULTS, WELLBEING = IndexKind.RESULTS, IndexKind.WELLBEING
POOR = "Доля малообеспеченных"
POOR_KEY = CONTEXT + "доля малообеспеченных"
EXAMS = {"source": "final_exams", "weight": Decimal(2), "direction": "higher", "low": None, "high": None}
TESTS = {
    "source": "national_tests", "weight": Decimal(1), "direction": "lower",
    "low": Decimal(0), "high": Decimal("0.8"),
}  # fmt: skip
SET = {"indicators": [EXAMS, TESTS], "kinds": []}
SOCIAL = {"characteristics": [POOR_KEY], "kinds": []}


@pytest.fixture
def district(municipality, foreign_school):
    """Four schools with ГИА 0.2…0.8, three of them with ВПР 0.4; a school of another municipality."""
    town = SchoolKind.objects.create(name="СОШ")
    for place, exams in enumerate(["0.2", "0.4", "0.8", "0.6"], start=1):
        made = School.objects.create(
            code=f"S{place}", name=f"Школа {place}", municipality=municipality,
            kind=town if place < 4 else None,
        )  # fmt: skip
        tests = None if place == 4 else Decimal("0.4")
        SchoolYear.objects.create(school=made, year=YEAR, final_exams=Decimal(exams), national_tests=tests)
    SchoolYear.objects.create(school=foreign_school, year=YEAR, final_exams=99, national_tests=99)
    return municipality


@pytest.fixture
def social(district):
    """ИОР and a characteristic that goes with lower results, for the first three schools."""
    for place, (results, poor) in enumerate([("0.9", 10), ("0.5", 20), ("0.4", 40)], start=1):
        SchoolYear.objects.filter(school__code=f"S{place}").update(results_index=Decimal(results))
        ContextValue.objects.create(
            school=School.objects.get(code=f"S{place}"), year=YEAR, characteristic=POOR, value=poor
        )
    return district


def calculate(place, by=None, parameters=None, index=RESULTS, on=TODAY, year=YEAR):
    return workflow.calculate(
        municipality=place, year=year, index=index, parameters=parameters or SET, by=by, on=on
    )


def apply(run, by=None):
    return workflow.apply(run=run, by=by, on=TODAY)


def stored(field="results_index"):
    rows = SchoolYear.objects.filter(year=YEAR, school__code__startswith="S").order_by("school__code")
    return [None if value is None else str(value) for value in rows.values_list(field, flat=True)]


def given(run):
    return {row["code"]: row["index"] for row in run.results["indices"]}


def refusal(call):
    with pytest.raises(ValidationError) as caught:
        call()
    return caught.value.messages


def test_run_keeps_inputs_parameters_results_and_author(district, users):
    run = calculate(district, by=users["methodist"])
    run = IndexRun.objects.get(pk=run.pk)
    assert run.created_by == users["methodist"]
    assert run.population == "Лесной район: все школы, посчитаны 3 из 5"  # the cast has a school
    assert run.parameters["indicators"][1] == {
        "source": "national_tests", "name": "ВПР", "direction": "lower", "weight": "1",
        "low": "0", "high": "0.8",
    }  # fmt: skip
    assert run.inputs["schools"][-1] == {
        "code": "S4", "name": "Школа 4", "values": {"final_exams": "0.6", "national_tests": None},
    }  # fmt: skip
    assert given(run) == {"S1": "0.166667", "S2": "0.388889", "S3": "0.833333"}
    assert run.results["left_out"] == [
        {"code": "901", "name": "Ёлкинская СОШ", "why": "Нет данных: ГИА, ВПР."},
        {"code": "S4", "name": "Школа 4", "why": "Нет данных: ВПР."},
    ]
    entry = Entry.objects.get(action="index.calculated")
    assert (entry.by, entry.target_id) == (users["methodist"], run.pk)
    assert stored() == [None] * 4


def test_repeated_run_gives_the_same_bytes(social):
    for index, parameters in ((RESULTS, SET), (WELLBEING, SOCIAL)):
        run = IndexRun.objects.get(pk=calculate(social, index=index, parameters=parameters).pk)
        texts = {json.dumps(results, sort_keys=True) for results in (run.results, workflow.recompute(run))}
        assert len(texts) == 1
        assert workflow.disagreements(run) == []


def test_repeated_run_does_not_look_at_todays_records(district):
    run = calculate(district)
    SchoolYear.objects.update(final_exams=1)
    assert workflow.disagreements(run) == []
    assert workflow.changed_since(run) == ["Школа 1", "Школа 2", "Школа 3", "Школа 4"]


def test_tampered_run_is_told(district):
    run = calculate(district)
    run.results["indices"][0]["index"] = "0.5"
    assert workflow.disagreements(run) == ["Школа 1: записано 0,5, получилось 0,166667."]
    run.results["indices"][0]["index"] = "0.166667"
    run.results["indicators"][0]["share"] = "0.5"
    assert workflow.disagreements(run) == ["Индексы школ совпали, другие величины расчёта — нет."]


def test_untouched_data_are_not_called_changed(district):
    assert workflow.changed_since(calculate(district)) == []


def test_only_the_chosen_kinds_are_counted(district):
    parameters = {"indicators": [EXAMS], "kinds": ["сош"]}
    run = calculate(district, parameters=parameters)
    assert run.population == "Лесной район: школы (СОШ), посчитаны 3 из 3"
    assert run.parameters["kinds"] == [{"key": "сош", "name": "СОШ"}]
    assert list(given(run)) == ["S1", "S2", "S3"]
    assert list(given(calculate(district, parameters={"indicators": [EXAMS]}))) == ["S1", "S2", "S3", "S4"]


def test_social_index_falls_where_the_poor_are_more(social):
    run = calculate(social, index=WELLBEING, parameters=SOCIAL)
    assert given(run) == {"S1": "1.000000", "S2": "0.666667", "S3": "0.000000"}
    assert run.results["r_squared"] == run.results["terms"][0]["contribution"]
    assert run.results["left_out"][0]["why"] == f"Нет данных: ИОР, {POOR}."


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"indicators": []}, "Не выбрано ни одного показателя: укажите вес хотя бы у одного."),
        ({**SET, "kinds": ["лицей"]}, "Школ такого вида в муниципалитете нет: лицей."),
        (
            {"indicators": [{**EXAMS, "source": CONTEXT + "кружки"}]},
            "За 2025/2026 данных «кружки» нет ни у одной школы.",
        ),
        ({"indicators": [{**EXAMS, "direction": "вбок"}]}, "Показатель «ГИА»: выберите, что лучше."),
    ],
)
def test_run_that_cannot_be_is_refused_and_not_kept(district, parameters, sentence):
    assert refusal(lambda: calculate(district, parameters=parameters)) == [sentence]
    assert not IndexRun.objects.exists()
    assert not Entry.objects.filter(action="index.calculated").exists()


def test_year_that_has_not_begun_is_refused(district):
    assert refusal(lambda: calculate(district, year=2026, on=date(2026, 8, 31))) == [
        "Учебный год 2026/2027 ещё не начался."
    ]


def test_applied_run_changes_records_with_their_history(district, users):
    run = calculate(district)
    done = apply(run, by=users["head"])
    assert (done.changed, done.same, done.without_year) == (["Школа 1", "Школа 2", "Школа 3"], [], [])
    assert stored() == ["0.166667", "0.388889", "0.833333", None]
    versions = SchoolYear.history.filter(school__code="S1").order_by("history_id")
    assert [version.results_index for version in versions] == [None, Decimal("0.166667")]
    latest = versions.last()
    assert (latest.history_user, latest.history_type) == (users["head"], "~")
    assert latest.history_change_reason == f"Расчёт ИОР № {run.pk}"
    run.refresh_from_db()
    assert run.applied_by == users["head"]
    assert Entry.objects.get(action="index.applied").by == users["head"]
    assert workflow.changed_since(run) == []


def test_applied_run_becomes_the_source_of_the_year(district, users):
    record_source(
        municipality=district, year=YEAR, index=RESULTS, study="Мониторинг региона", order="приказ № 7",
        population="47 школ области", by=users["methodist"], on=TODAY,
    )  # fmt: skip
    run = calculate(district)
    apply(run)
    study = sources(district, [YEAR])[YEAR, "results"]
    assert IndexStudy.objects.count() == 1
    assert (study.study, study.run, study.population) == ("Расчёт портала", run, run.population)
    assert study.order == f"расчёт № {run.pk} от 16.03.2026"
    entry = Entry.objects.get(action="index.applied")
    assert entry.data["source_before"] == "Мониторинг региона; приказ № 7; 47 школ области"


def test_run_is_applied_once(district):
    run = calculate(district)
    apply(run)
    applied = localtime(IndexRun.objects.get(pk=run.pk).applied_at)
    assert refusal(lambda: apply(run)) == [f"Расчёт № {run.pk} уже внесён в записи школ {applied:%d.%m.%Y}."]
    assert Entry.objects.filter(action="index.applied").count() == 1


def test_equal_value_leaves_no_version_and_own_quartile_stays(district):
    SchoolYear.objects.filter(school__code="S1").update(results_index=Decimal("0.166667"), results_quartile=4)
    run = calculate(district)
    found = preview(run)
    assert {row.code: row.state for row in found.placed} == {"S3": NEW, "S2": NEW, "S1": SAME}
    assert found.own_quartiles == ["Школа 1"]
    assert apply(run).same == ["Школа 1"]
    assert SchoolYear.history.filter(school__code="S1").count() == 1
    assert SchoolYear.objects.get(school__code="S1").results_quartile == 4


def test_preview_shows_old_beside_new_and_who_keeps_another_origin(district):
    SchoolYear.objects.filter(school__code__in=["S2", "S4"]).update(results_index=Decimal("0.7"))
    found = preview(calculate(district))
    assert [
        (row.code, str(row.index), row.stored and str(row.stored), row.state) for row in found.placed
    ] == [
        ("S3", "0.833333", None, NEW),
        ("S2", "0.388889", "0.700000", CHANGED),
        ("S1", "0.166667", None, NEW),
    ]
    assert [(row.code, row.why) for row in found.keeping] == [("S4", "Нет данных: ВПР.")]


def test_school_outside_the_kinds_that_has_an_index_is_named(district):
    SchoolYear.objects.filter(school__code="S4").update(results_index=Decimal("0.7"))
    found = preview(calculate(district, parameters={"indicators": [EXAMS], "kinds": ["сош"]}))
    assert [(row.name, row.why) for row in found.outside] == [
        ("Школа 4", "Не входит в совокупность расчёта.")
    ]


def test_school_without_the_year_is_named_and_none_is_made(district):
    run = calculate(district)
    SchoolYear.objects.filter(school__code="S3").delete()
    assert preview(run).counts == {NEW: 2, NO_YEAR: 1}
    assert apply(run).without_year == ["Школа 3"]
    assert SchoolYear.objects.filter(school__code="S3").count() == 0


def test_run_none_of_whose_schools_has_the_year_is_refused(district):
    run = calculate(district)
    SchoolYear.objects.all().delete()
    assert refusal(lambda: apply(run)) == [
        "Ни у одной школы нет записи за 2025/2026: загрузите «Учебные годы школ», затем внесите расчёт."
    ]
    assert IndexRun.objects.get().applied_at is None


def test_another_municipality_is_neither_read_nor_written(district):
    run = calculate(district)
    apply(run)
    assert [row["code"] for row in run.inputs["schools"]] == ["S1", "S2", "S3", "S4"]
    assert SchoolYear.objects.get(school__code="801").results_index is None


def test_recorded_source_takes_the_place_of_a_run(district, users):
    apply(calculate(district))
    record_source(
        municipality=district, year=YEAR, index=RESULTS, study=" Мониторинг ", population="47 школ",
        by=users["methodist"], on=TODAY,
    )  # fmt: skip
    study = sources(district, [YEAR])[YEAR, "results"]
    assert (study.study, study.order, study.run) == ("Мониторинг", "", None)
    assert stored() == ["0.166667", "0.388889", "0.833333", None]
    assert Entry.objects.get(action="index.source_recorded").data["before"].startswith("Расчёт портала")


def test_source_without_a_study_is_refused(district):
    def attempt():
        record_source(
            municipality=district,
            year=YEAR,
            index=RESULTS,
            study=" ",
            population="47 школ",
            by=None,
            on=TODAY,
        )

    assert refusal(attempt) == ["Это поле не может быть пустым."]
    assert sources(district, [YEAR]) == {}


def test_sources_cost_one_query(district, django_assert_num_queries):
    run = calculate(district)
    apply(run)
    with django_assert_num_queries(1):
        found = sources(district, range(2015, 2030))
        assert {key: study.run.pk for key, study in found.items()} == {(YEAR, "results"): run.pk}


def test_measured_data_are_counted_and_bounded(social):
    assert indicators(social, YEAR) == [
        Source("final_exams", "ГИА", 4, Decimal("0.2"), Decimal("0.8")),
        Source("national_tests", "ВПР", 3, Decimal("0.4"), Decimal("0.4")),
        Source(POOR_KEY, POOR, 3, Decimal(10), Decimal(40)),
    ]
    assert indicators(social, YEAR - 1) == characteristics(social, YEAR - 1) == []


def test_gathering_costs_three_queries(social, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = gather(social, YEAR, ["final_exams", POOR_KEY], [])
    assert found["schools"][0]["values"] == {POOR_KEY: "10", "final_exams": "0.2"}


def test_population_with_too_many_kinds_still_fits(municipality):
    kinds = [SchoolKind(name=f"вид с длинным названием {place}") for place in range(40)]
    words = population_words(municipality, kinds, 3, 40)
    assert words == "Лесной район: школы выбранных видов (40), посчитаны 3 из 40"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_apply_at_once_apply_once():
    place = Municipality.objects.create(name="Лесной район")
    for number in (1, 2):
        made = School.objects.create(code=f"S{number}", name=f"Школа {number}", municipality=place)
        SchoolYear.objects.create(school=made, year=YEAR, final_exams=number)
    run = calculate(place, parameters={"indicators": [EXAMS]})
    barrier, outcomes = threading.Barrier(2), []

    def attempt():
        try:
            barrier.wait()
            apply(run)
            outcomes.append("внесён")
        except ValidationError:
            outcomes.append("отказано")
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["внесён", "отказано"]
    assert SchoolYear.history.filter(history_type="~").count() == 2
