"""Classes under the thresholds in force, as at a day, with what is set by hand (issue 3, items 2 and 7)."""

import json
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from mentorship.audit.redaction import permit
from reports.models import Setting
from reports.record import class_display
from reports.record.classes import computed_classes, rating_parameters, school_classes
from schools.class_overrides import set_by_hand
from schools.models import ClassOverride, School, SchoolYear
from schools.rating import DEFAULT_PARAMETERS, RatingParameters
from tests.cast import YEAR

MOSCOW = ZoneInfo("Europe/Moscow")
RECORDED = datetime(2025, 8, 20, tzinfo=MOSCOW)
JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def index_of():
    """Record an ИОР at a moment of the past: `index_of(school, "0.4", year=2024)`."""

    def make(school: School, index: str, year: int = YEAR, moment: datetime = RECORDED, **fields):
        row = SchoolYear(school=school, year=year, results_index=Decimal(index), **fields)
        row._history_date = moment
        row.save()
        return row

    return make


@pytest.fixture
def five(municipality, school, index_of):
    """Five schools of the municipality; «901» has 0.13, the others 0.2 … 0.5."""
    index_of(school, "0.13")
    for place in range(2, 6):
        other = School(code=f"S{place}", name=f"Школа {place}", municipality=municipality)
        other._history_date = RECORDED
        other.save()
        index_of(other, f"0.{place}")


@pytest.fixture
def abroad(other_municipality, index_of):
    """Five schools of another municipality, every one below 0.1."""
    for place in range(1, 6):
        other = School.objects.create(
            code=f"F{place}", name=f"Дальняя {place}", municipality=other_municipality
        )
        index_of(other, f"0.0{place}")


def put(code: str, value: str, since: date, municipality=None) -> None:
    Setting.objects.create(
        code=code, value=Decimal(value), from_date=since, municipality=municipality, reason="Решение совета"
    )


def quartiles(place, on: date, year: int = YEAR) -> list[int | None]:
    return [found.quartile for found in school_classes([place], year, on).values()]


def test_without_settings_the_rules_are_those_of_the_contract(municipality):
    assert rating_parameters(YEAR, JANUARY, municipality.pk) == DEFAULT_PARAMETERS


def test_every_parameter_is_a_setting(municipality):
    values = {"unstable_deviation": "0.02", "spread_ratio": "2", "fewest_schools": "6"}
    for code, value in (values | {"quartile_method": "2", "population": "2"}).items():
        put(code, value, FEBRUARY)
    assert rating_parameters(YEAR, FEBRUARY, municipality.pk) == RatingParameters(
        Decimal("0.02"), Decimal(2), 6, "exclusive", True
    )


@pytest.mark.usefixtures("five")
def test_a_change_of_the_first_of_february_leaves_the_day_before_as_it_was(municipality):
    put("quartile_method", "2", FEBRUARY)
    put("fewest_schools", "6", date(2026, 3, 1))
    assert quartiles(municipality, JANUARY) == [1, 1, 2, 3, 4]
    assert quartiles(municipality, FEBRUARY) == [1, 2, 2, 3, 4]
    assert quartiles(municipality, date(2026, 3, 1)) == [None] * 5


@pytest.mark.usefixtures("five")
def test_a_year_that_is_over_keeps_the_rules_of_its_last_day(municipality):
    put("fewest_schools", "6", date(2026, 9, 1))
    today = timezone.localdate()
    assert today > date(2026, 9, 1)
    assert quartiles(municipality, today) == [1, 1, 2, 3, 4]


@pytest.mark.usefixtures("five", "abroad")
def test_municipalities_follow_their_own_settings(municipality, other_municipality):
    put("fewest_schools", "6", FEBRUARY)
    put("fewest_schools", "5", FEBRUARY, municipality)
    assert quartiles(municipality, FEBRUARY) == [1, 1, 2, 3, 4]
    assert quartiles(other_municipality, FEBRUARY) == [None] * 5
    together = school_classes([municipality, other_municipality], YEAR, FEBRUARY)
    assert [found.quartile for found in together.values()] == [1, 1, 2, 3, 4, *[None] * 5]


@pytest.mark.usefixtures("five", "abroad")
def test_whole_portal_as_population_is_the_choice_of_each(municipality, other_municipality):
    put("population", "2", FEBRUARY, municipality)
    found = school_classes([municipality], YEAR, FEBRUARY)
    assert [item.quartile for item in found.values()] == [3, 3, 4, 4, 4]
    assert found["901"].why["quartile"].endswith("(КВАРТИЛЬ.ВКЛ, школ всех муниципалитетов: 10).")
    assert quartiles(other_municipality, FEBRUARY) == [1, 1, 2, 3, 4]
    put("population", "2", FEBRUARY, other_municipality)
    together = school_classes([municipality, other_municipality], YEAR, FEBRUARY)
    assert [item.quartile for item in together.values()] == [3, 3, 4, 4, 4, 1, 1, 1, 2, 2]


@pytest.mark.usefixtures("five", "abroad")
@pytest.mark.parametrize(("back", "asked"), [(0, 4), (1, 6)])
def test_questions_do_not_grow(municipality, other_municipality, django_assert_num_queries, back, asked):
    put("population", "2", FEBRUARY, municipality)
    day = timezone.localdate() - timezone.timedelta(days=back)
    with django_assert_num_queries(asked):
        school_classes([municipality, other_municipality], YEAR, day)


@pytest.mark.usefixtures("five")
def test_an_edit_changes_today_and_not_what_was_held_on_the_first_of_september(municipality, users):
    row = SchoolYear.objects.get(school__code="901")
    row.results_index, row._history_user = Decimal("0.9"), users["methodist"]
    row._change_reason = "Опечатка в приказе"
    row.save()
    with permit(act="Проверка"):
        School.history.filter(code="901").update(history_date=RECORDED)
    school = School.objects.get(code="901")
    school.is_elevated = True
    school.save()

    assert quartiles(municipality, timezone.localdate()) == [4, 1, 1, 2, 3]
    assert quartiles(municipality, date(2025, 9, 1)) == [1, 1, 2, 3, 4]
    latest = row.history.first()
    assert (latest.history_user, latest.history_change_reason) == (users["methodist"], "Опечатка в приказе")
    then = school_classes([municipality], YEAR, date(2025, 9, 1))["901"]
    now = school_classes([municipality], YEAR, timezone.localdate())["901"]
    assert then.why["risk_below_average"] == "Школа не повышенного уровня."
    assert now.why["risk_below_average"].startswith("Школа повышенного уровня: ИОР 0,9 не ниже")


@pytest.fixture
def by_hand(five, school, users):
    """«901» was called effective by hand on 3 November 2025."""
    row = set_by_hand(
        school=school, year=YEAR, rule="effective", value=True, reason="Решение экспертной группы",
        by=users["methodist"], on=timezone.localdate(),
    )  # fmt: skip
    ClassOverride.objects.filter(pk=row.pk).update(set_at=datetime(2025, 11, 3, 12, tzinfo=MOSCOW))
    return row


@pytest.mark.usefixtures("by_hand")
def test_what_is_set_by_hand_holds_from_its_day(municipality):
    before = school_classes([municipality], YEAR, date(2025, 11, 2))["901"]
    after = school_classes([municipality], YEAR, date(2025, 11, 3))["901"]
    assert (before.effective, after.effective) == (False, True)
    assert computed_classes([municipality], YEAR, date(2025, 11, 3))["901"].effective is False
    marks = class_display.held(after, own_only=True)
    assert [(mark.words, mark.is_by_hand) for mark in marks] == [("эффективная школа", True)]


@pytest.mark.usefixtures("by_hand")
def test_command_gives_the_answer_by_hand_and_both_reasons():
    told = StringIO()
    call_command("classify_schools", year=YEAR, json=True, stdout=told)
    found = json.loads(told.getvalue())["schools"]
    assert (found["901"]["effective"], found["S5"]["effective"]) == (True, None)
    assert found["901"]["why"]["effective"] == (
        "Установлено вручную: Решение экспертной группы (Липова\xa0З.\xa0М., 03.11.2025). "
        "По расчёту: нет – квартили: ИОР — 1, ИСБШ — нет; нужен 4-й у обоих."
    )


@pytest.mark.usefixtures("five")
def test_display_for_readers_of_one_school_takes_their_words(municipality):
    found = school_classes([municipality], YEAR, FEBRUARY)["901"]
    assert "границах" in class_display.quartile_why(found)
    assert class_display.quartile_why(found, own_only=True) == "ИОР 0,13: первый квартиль среди 5 школ."
    assert class_display.wellbeing_why(found, own_only=True) == "Нет ИСБШ за 2025/2026."
    own = [mark.why for mark in class_display.marks(found, own_only=True)]
    assert own == [found.why_own[rule] for rule in class_display.LOOKS]


def test_far_years_have_classes_without_data(municipality, school):
    for year in (1, 9999):
        assert school_classes([municipality], year, FEBRUARY)["901"].quartile is None
