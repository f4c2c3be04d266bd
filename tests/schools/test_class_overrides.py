"""A rule of a school's class set by hand: who may, what is kept, as at which day it stands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from schools.class_overrides import rulings_in_force, set_by_hand, withdraw
from schools.models import ClassOverride
from tests.cast import TODAY, YEAR

REASON = "Решение экспертной группы"
MOSCOW = ZoneInfo("Europe/Moscow")

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule_by(users, school):
    """Set a rule as somebody: `rule_by("methodist", value=False)`."""

    def make(login: str | None = "methodist", **given) -> ClassOverride:
        asked = {"school": school, "year": YEAR, "rule": "effective", "value": True, "reason": REASON}
        return set_by_hand(by=users[login] if login else None, on=TODAY, **(asked | given))

    return make


def moved(override, **moments):
    """The row with its moments in the past."""
    known = {name: datetime(*moment, tzinfo=MOSCOW) for name, moment in moments.items()}
    ClassOverride.objects.filter(pk=override.pk).update(**known)


def stands(municipality, on):
    return {
        code: {rule: ruling.value for rule, ruling in rulings.items()}
        for code, rulings in rulings_in_force([municipality], YEAR, on).items()
    }


@pytest.mark.parametrize("login", ["methodist", "head"])
def test_head_and_methodist_set_a_rule_on_record(rule_by, users, login):
    override = rule_by(login, reason="  Решение \n экспертной  группы ")
    assert (override.value, override.reason, override.set_by) == (True, REASON, users[login])
    entry = Entry.objects.get(action="class_override.set")
    assert (entry.by, entry.target_id, entry.text) == (users[login], override.pk, REASON)
    assert entry.data == {"year": "2025/2026", "rule": "effective", "value": True}


@pytest.mark.parametrize("login", ["curator", "director", "approver", "department", "admin", "mentor"])
def test_others_may_not(rule_by, login):
    with pytest.raises(ValidationError, match="изменяют руководитель центра и методист"):
        rule_by(login)
    assert not ClassOverride.objects.exists()


def test_school_of_another_municipality_is_out_of_reach(rule_by, foreign_school, users):
    with pytest.raises(ValidationError, match="её муниципалитета"):
        rule_by(school=foreign_school)
    theirs = rule_by(None, school=foreign_school)
    with pytest.raises(ValidationError, match="её муниципалитета"):
        withdraw(override=theirs, by=users["methodist"])
    theirs.refresh_from_db()
    assert theirs.withdrawn_at is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reason": ""}, "Запишите основание"),
        ({"reason": "решение №"}, "не короче 10 букв"),
        ({"reason": "123456789012345"}, "не короче 10 букв"),
        ({"rule": "quartile"}, "Такого признака нет. Есть: стабильно низкие результаты"),
        ({"year": YEAR + 1}, "Учебный год 2026/2027 ещё не начался"),
        ({"reason": "я" * 501}, "500"),
    ],
)
def test_refusals_name_the_way_out(rule_by, given, words):
    with pytest.raises(ValidationError) as refusal:
        rule_by(**given)
    assert words in " ".join(refusal.value.messages)
    assert not ClassOverride.objects.exists()


def test_ten_letters_are_reason_enough(rule_by):
    assert rule_by(reason="абвгдежзик").pk


def test_a_new_answer_withdraws_the_former(rule_by, users):
    former = rule_by()
    latter = rule_by("head", value=False)
    former.refresh_from_db()
    assert (former.withdrawn_by, latter.withdrawn_at) == (users["head"], None)
    assert former.withdrawn_at is not None
    noted = Entry.objects.filter(action__startswith="class_override").order_by("pk")
    actions = noted.values_list("action", flat=True)
    assert list(actions) == ["class_override.set", "class_override.withdrawn", "class_override.set"]


def test_the_same_twice_is_one(rule_by):
    assert rule_by() == rule_by()
    assert ClassOverride.objects.count() == 1


def test_other_rules_years_and_schools_stand_beside(rule_by, other_school):
    rule_by()
    rule_by(rule="stable_low")
    rule_by(year=YEAR - 1)
    rule_by(school=other_school)
    assert ClassOverride.objects.filter(withdrawn_at=None).count() == 4


def test_withdrawn_twice_is_refused(rule_by, users):
    override = rule_by()
    assert withdraw(override=override, by=users["head"]).withdrawn_by == users["head"]
    with pytest.raises(ValidationError, match="уже отменён"):
        withdraw(override=override, by=users["methodist"])


def test_rules_count_as_at_the_day(rule_by, municipality):
    override = rule_by()
    moved(override, set_at=(2025, 11, 3, 23, 59), withdrawn_at=(2026, 2, 1, 0, 0))
    assert stands(municipality, date(2025, 11, 2)) == {}
    assert stands(municipality, date(2025, 11, 3)) == {"901": {"effective": True}}
    assert stands(municipality, date(2026, 1, 31)) == {"901": {"effective": True}}
    assert stands(municipality, date(2026, 2, 1)) == {}


def test_a_ruling_is_signed(rule_by, municipality, django_assert_num_queries):
    moved(rule_by(), set_at=(2025, 11, 3, 12, 0))
    moved(rule_by(None, rule="stable_low"), set_at=(2025, 11, 4, 12, 0))
    with django_assert_num_queries(1):
        found = rulings_in_force([municipality], YEAR, TODAY)["901"]
    assert (found["effective"].signed, found["effective"].reason) == (
        "Липова\xa0З.\xa0М., 03.11.2025",
        REASON,
    )
    assert found["stable_low"].signed == "команда на сервере, 04.11.2025"
