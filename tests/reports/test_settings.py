"""Thresholds: values that make sense, whose they are, and a history that nobody rewrites."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.audit.models import Entry
from reports.models import Setting
from reports.threshold_rules import RULES, problem_of
from reports.thresholds import smallest_group, thresholds, thresholds_of
from schools.enums import Role
from schools.models import RoleAssignment
from tests.cast import SINCE

ADD = "/admin/reports/setting/add/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def typed(municipality, today):
    """What a methodist types: 90 days for the own municipality from today."""
    return {
        "municipality": municipality.pk,
        "code": "page_fresh_days",
        "value": "90",
        "from_date": today.isoformat(),
        "reason": "Решение совета",
    }


@pytest.fixture
def everywhere(people):
    """The head answers for the whole portal."""
    RoleAssignment.objects.create(person=people["head"], role=Role.HEAD, start_date=SINCE)


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("code", "fits", "refused"),
    [
        ("page_fresh_days", ["1", "3650"], ["0", "1.5", "-1", "3651"]),
        ("minimum_group", ["5", "6"], ["4", "5.5", "0"]),
        ("satisfied_from", ["1", "8.5", "10"], ["0.9", "10.1"]),
        ("unstable_deviation", ["0", "0.01", "1"], ["-0.01", "1.0001"]),
        ("spread_ratio", ["1", "1.5"], ["0.9999", "101"]),
        ("fewest_schools", ["2", "4"], ["1", "2.5"]),
        ("quartile_method", ["1", "2"], ["0", "3", "1.5"]),
        ("population", ["1", "2"], ["0", "3"]),
        ("covered_from", ["0", "0.5", "1"], ["-0.1", "1.1"]),
    ],
)
def test_values_lie_where_they_make_sense(code, fits, refused):
    assert [problem_of(code, Decimal(value)) for value in fits] == [""] * len(fits)
    for value in refused:
        assert problem_of(code, Decimal(value)).startswith(f"«{RULES[code].words}»: нужно")


def test_every_default_fits_its_own_rule():
    assert {problem_of(code, rule.default) for code, rule in RULES.items()} == {""}


def test_unknown_code_is_refused_with_those_there_are():
    assert problem_of("k", Decimal(5)).startswith("Порога «k» нет. Есть: page_fresh_days, minimum_group")
    with pytest.raises(ValidationError) as refusal:
        Setting(code="k", value=Decimal(5), from_date=SINCE, reason="Решение").full_clean()
    assert set(refusal.value.message_dict) == {"code"}


def test_own_value_wins_over_that_of_everyone_whatever_the_order(municipality, other_municipality):
    for owner, value, since in (
        (municipality, 90, SINCE),
        (None, 60, SINCE + timedelta(days=1)),
        (None, 30, SINCE + timedelta(days=1)),
    ):
        Setting.objects.create(code="page_fresh_days", value=value, from_date=since, municipality=owner)
    day = SINCE + timedelta(days=1)
    found = thresholds_of(day, [municipality.pk, other_municipality.pk, None])
    assert [held["page_fresh_days"] for held in found.values()] == [90, 30, 30]
    assert thresholds(SINCE)["page_fresh_days"] == 180


def test_strictest_group_holds_over_several_municipalities(municipality, other_municipality):
    Setting.objects.create(code="minimum_group", value=7, from_date=SINCE, municipality=municipality)
    places = [municipality.pk, other_municipality.pk]
    assert smallest_group(SINCE, places) == 7
    assert smallest_group(SINCE, [other_municipality.pk]) == 5
    assert smallest_group(SINCE, []) == 5


@pytest.mark.parametrize("login", ["methodist", "head", "admin"])
def test_threshold_keeps_who_set_it(client_as, users, typed, municipality, login):
    assert client_as(login).post(ADD, typed).status_code == 302
    row = Setting.objects.get()
    assert (row.changed_by, row.municipality, row.value) == (users[login], municipality, 90)
    assert Entry.objects.filter(action="admin.add", target_model="reports.setting", by=users[login]).exists()
    page = text(client_as(login).get("/admin/reports/setting/"))
    assert "страница обновляется регулярно" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": "0"}, "нужно число от 1 до 3650"),
        ({"value": "1,5"}, "нужно целое число от 1 до 3650"),
        ({"code": "minimum_group", "value": "4"}, "нужно число от 5 до 1000"),
        ({"code": "k"}, "k нет среди допустимых значений"),
        ({"reason": "  "}, "Обязательное поле"),
        ({"municipality": ""}, "Обязательное поле"),
    ],
)
def test_wrong_values_are_refused_with_a_sentence(client_as, typed, wrong, words):
    response = client_as("methodist").post(ADD, typed | wrong)
    assert response.status_code == 200
    assert words in text(response)
    assert not Setting.objects.exists()


def test_past_is_not_rewritten(client_as, typed, today):
    yesterday = (today - timedelta(days=1)).isoformat()
    response = client_as("methodist").post(ADD, typed | {"from_date": yesterday})
    assert "Прошлое не переписывается" in text(response)
    assert not Setting.objects.exists()


def test_no_row_is_edited_and_only_one_to_come_is_withdrawn(client_as, municipality, typed, today):
    client = client_as("methodist")
    for days in (-1, 0, 1):
        row = Setting.objects.create(
            code="spread_ratio",
            value=2,
            from_date=today + timedelta(days=days),
            municipality=municipality,
            reason="Решение совета",
        )
        change = f"/admin/reports/setting/{row.pk}/change/"
        assert client.get(change).status_code == 200
        assert client.post(change, typed).status_code == 403
        row.refresh_from_db()
        assert row.value == 2
        answer = client.post(f"/admin/reports/setting/{row.pk}/delete/", {"post": "yes"})
        assert answer.status_code == (302 if days > 0 else 403)
    assert Setting.objects.count() == 2
    assert Entry.objects.filter(action="admin.delete", target_model="reports.setting").count() == 1


def test_value_of_everyone_is_looked_up_and_left_alone(client_as, today):
    row = Setting.objects.create(code="spread_ratio", value=2, from_date=today + timedelta(days=1))
    client = client_as("methodist")
    assert "весь портал" in text(client.get("/admin/reports/setting/"))
    assert client.post(f"/admin/reports/setting/{row.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.usefixtures("everywhere")
def test_who_answers_for_everything_sets_it_for_the_whole_portal(client_as, typed):
    assert client_as("head").post(ADD, typed | {"municipality": ""}).status_code == 302
    assert Setting.objects.get().municipality is None


def test_another_municipality_is_neither_offered_nor_taken(client_as, typed, other_municipality, today):
    client = client_as("methodist")
    assert other_municipality.name not in text(client.get(ADD))
    assert client.post(ADD, typed | {"municipality": other_municipality.pk}).status_code == 200
    assert not Setting.objects.exists()
    theirs = Setting.objects.create(
        code="spread_ratio", value=2, from_date=today, municipality=other_municipality
    )
    assert client.get(f"/admin/reports/setting/{theirs.pk}/change/").status_code == 404


@pytest.mark.parametrize("login", ["curator", "director", "approver", "department", "mentor"])
def test_others_have_no_way_in(client_as, typed, login):
    assert client_as(login).post(ADD, typed).status_code in (302, 403)
    assert not Setting.objects.exists()
