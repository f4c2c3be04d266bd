"""The ledger of data quality: the whole, checks of schools, indices and quartiles at their limits."""

from datetime import timedelta
from decimal import Decimal

import pytest

from reports.models import Setting
from reports.quality.ledger import counts
from reports.quality.registry import CHECKS
from reports.tasks import tasks_for
from schools.models import (
    Employment,
    IndexStudy,
    ListedSchool,
    SchoolList,
    SchoolPaper,
    SchoolYear,
)
from tests.cast import SINCE, TODAY, YEAR
from tests.reports.quality.conftest import OK_YEAR


def change(clean: SchoolYear, **fields) -> None:
    SchoolYear.objects.filter(pk=clean.pk).update(**fields)


def test_clean_municipality_has_no_findings(clean, users):
    found = counts(users["methodist"], TODAY)
    assert (found.total, dict(found.by_check), dict(found.by_school)) == (0, {}, {})
    assert tasks_for(users["methodist"], TODAY) == []


@pytest.mark.parametrize("check", [check.code for check in CHECKS])
def test_every_check_is_empty_in_an_empty_portal(said, check):
    assert said(check) == []


class TestSchools:
    """Schools and their year."""

    def test_row_of_the_year(self, said, clean, other_school):
        assert said("no_year") == [("902", "За 2025/2026 у школы нет записи учебного года.")]
        SchoolYear.objects.create(school=other_school, year=YEAR - 1)
        assert len(said("no_year")) == 1
        SchoolYear.objects.create(school=other_school, year=YEAR, **OK_YEAR)
        assert said("no_year") == []

    def test_index(self, said, clean):
        change(clean, results_index=0)
        assert said("no_index") == []
        change(clean, results_index=None)
        assert said("no_index") == [("901", "За 2025/2026 не внесён ИОР.")]

    @pytest.mark.parametrize(
        ("fields", "missing"),
        [
            ({"final_exams": None}, "ГИА"),
            ({"national_tests": None}, "ВПР"),
            ({"final_exams": None, "national_tests": None}, "ГИА и ВПР"),
        ],
    )
    def test_exams(self, said, clean, fields, missing):
        change(clean, **fields)
        assert said("no_exams") == [("901", f"За 2025/2026 нет результата: {missing}.")]

    def test_headcount_below_the_register(self, said, clean, school, make_teacher):
        change(clean, teacher_count=2)
        assert said("headcount") == []
        moved = make_teacher(school, "T1")
        assert said("headcount") == [("901", "Педагогов всего: 2, а в списке педагогов школы их 3.")]
        Employment.objects.filter(person=moved).update(end_date=TODAY)
        assert said("headcount") == []

    def test_headcount_counts_teachers_alone(self, said, clean, people, school):
        change(clean, teacher_count=2)
        Employment.objects.create(person=people["director"], school=school)
        assert said("headcount") == []

    def test_missing_headcount(self, said, clean):
        change(clean, teacher_count=None)
        assert said("no_headcount") == [("901", "За 2025/2026 не внесено, сколько педагогов всего.")]
        assert (said("headcount"), said("novices")) == ([], [])

    @pytest.mark.parametrize(("young", "found"), [(20, 0), (21, 1), (None, 0)])
    def test_novices_within_teachers(self, said, clean, young, found):
        change(clean, novice_count=young)
        assert len(said("novices")) == found

    def test_curator_of_the_day(self, said, clean, people):
        role = people["curator"].roles
        role.update(end_date=TODAY)
        assert said("no_curator") == []
        role.update(end_date=TODAY - timedelta(days=1))
        assert said("no_curator") == [("901", "Сегодня в школе нет школьного куратора.")]

    def test_flag_needs_an_order_in_the_row_or_in_a_list(self, said, clean, school, municipality):
        change(clean, has_low_results=True, has_hard_conditions=True)
        assert [words for _, words in said("flag_without_order")] == [
            "Школа в перечне ШНОР 2025/2026, а приказ не записан.",
            "Школа в перечне ШССУ 2025/2026, а приказ не записан.",
        ]
        adopted = SchoolList.objects.create(
            municipality=municipality, kind="low_results", year=YEAR, number="1", date=SINCE, issuer="Минобр"
        )
        ListedSchool.objects.create(list=adopted, school=school)
        assert len(said("flag_without_order")) == 2
        SchoolList.objects.update(adopted_at="2025-09-01T10:00:00Z")
        assert len(said("flag_without_order")) == 1
        change(clean, order="№ 145")
        assert said("flag_without_order") == []

    def test_low_results_need_a_programme_past_its_draft(self, said, clean, school):
        change(clean, has_low_results=True, order="№ 145")
        assert said("no_transition") == [("901", "Программы перевода в эффективный режим за 2025/2026 нет.")]
        SchoolPaper.objects.create(school=school, year=YEAR, kind="transition", state="draft")
        assert len(said("no_transition")) == 1
        SchoolPaper.objects.update(state="submitted")
        assert said("no_transition") == []

    def test_school_taken_off_the_list_owes_no_programme(self, said, clean):
        change(clean, has_low_results=True, order="№ 145", low_results_ended=TODAY)
        assert said("no_transition") == []
        change(clean, low_results_ended=TODAY + timedelta(days=1))
        assert len(said("no_transition")) == 1

    def test_index_needs_a_source(self, said, clean, municipality):
        IndexStudy.objects.all().delete()
        assert said("index_without_source") == [
            ("", "Лесной район: не записано, из какого исследования ИОР за 2025/2026.")
        ]
        change(clean, wellbeing_index=Decimal("0.4"))
        assert len(said("index_without_source")) == 2
        change(clean, results_index=None, wellbeing_index=None)
        assert said("index_without_source") == []


class TestQuartiles:
    """Imported quartiles beside the index."""

    def test_own_quartile_other_than_by_the_cuts(self, said, clean, neighbours):
        change(clean, results_quartile=3)
        assert said("own_quartile") == []
        change(clean, results_quartile=2)
        assert said("own_quartile") == [("901", "Загружен 2-й квартиль ИОР, а по значению индекса — 3-й.")]

    def test_too_few_schools_contradict_nothing(self, said, clean):
        change(clean, results_quartile=1)
        assert (said("own_quartile"), said("quartile_order")) == ([], [])

    def test_setting_of_the_fewest_schools_counts(self, said, clean, neighbours):
        change(clean, results_quartile=2)
        Setting.objects.create(code="fewest_schools", value=6, from_date=SINCE, reason="опыт")
        assert said("own_quartile") == []

    def test_higher_index_with_a_lower_quartile(self, said, clean, neighbours):
        change(clean, results_quartile=1)
        assert said("quartile_order") == [
            ("901", "ИОР 0,5 выше, чем у школы «Школа 2» (0,3), а квартиль ниже: 1 против 2.")
        ]

    def test_equal_indices_are_not_turned_round(self, said, clean, neighbours):
        change(clean, results_index=Decimal("0.3"), results_quartile=1)
        assert said("quartile_order") == []
        change(clean, results_index=Decimal("0.300001"))
        assert len(said("quartile_order")) == 1

    def test_both_indices_are_looked_at(self, said, clean, neighbours):
        for row, value in zip(neighbours, ("0.1", "0.2", "0.3", "0.9"), strict=True):
            SchoolYear.objects.filter(pk=row.pk).update(wellbeing_index=Decimal(value))
        change(clean, wellbeing_index=Decimal("0.95"), wellbeing_quartile=1)
        assert [words for _, words in said("own_quartile")] == [
            "Загружен 1-й квартиль ИСБШ, а по значению индекса — 4-й."
        ]
        assert len(said("quartile_order")) == 1

    def test_curator_is_not_told_of_other_schools(self, said, clean, neighbours):
        change(clean, results_quartile=1)
        assert said("quartile_order", "curator") == [
            ("901", "ИОР выше, чем у другой школы, а квартиль ниже.")
        ]
        SchoolYear.objects.filter(pk=neighbours[3].pk).update(results_quartile=1)
        assert len(said("quartile_order", "curator")) == 1
