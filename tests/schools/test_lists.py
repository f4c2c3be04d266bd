"""Lists by order: a draft, what it would change, adopting it, taking a school off within the year."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from mentorship.audit.models import Entry
from schools.enums import ListKind
from schools.list_changes import changes_between, compare, preview, roll_of_document
from schools.list_removal import put_back, take_off
from schools.lists import OrderWords, adopt, discard_draft, draft_list, order_of_both
from schools.models import ListedSchool, School, SchoolList, SchoolYear
from schools.versions import as_at
from tests.cast import TODAY, YEAR

LOW, HARD = ListKind.LOW_RESULTS, ListKind.HARD_CONDITIONS
ORDER = OrderWords("145", date(2025, 8, 14), "Минобр области")
WORDS = "№\xa0145 от 14.08.2025, Минобр области"
SEPTEMBER = date(2025, 9, 1)


@pytest.fixture
def third(municipality) -> School:
    return School.objects.create(code="903", municipality=municipality, name="Яблоневая СОШ")


@pytest.fixture
def drafted(municipality):
    """A draft: `drafted(school, …, kind=…, year=…, order=…)`."""

    def make(*schools, kind=LOW, year=YEAR, order=ORDER, by=None, on=TODAY):
        return draft_list(
            municipality=municipality, kind=kind, year=year, order=order, schools=schools, by=by, on=on
        )

    return make


def year_of(school, **fields) -> SchoolYear:
    """A school's row of 2025/2026, recorded before the school year began."""
    row = SchoolYear(school=school, year=YEAR, **fields)
    row._history_date = datetime(2025, 8, 20, tzinfo=ZoneInfo("Europe/Moscow"))
    row.save()
    return row


def flags(kind=LOW, year=YEAR) -> dict[str, bool]:
    rows = SchoolYear.objects.filter(year=year).select_related("school")
    return {row.school.code: row.is_listed(kind) for row in rows}


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return " ".join(caught.value.messages)


def codes(lines) -> list[str]:
    return [line.school.code for line in lines]


def test_draft_changes_no_flag(drafted, school, other_school):
    year_of(other_school, has_low_results=True)
    found = drafted(school, school)
    assert flags() == {"902": True}
    assert [line.school for line in found.lines.all()] == [school]
    assert Entry.objects.get(action="list.drafted").data == {"schools": ["901"]}


def test_preview_tells_included_excluded_staying_and_without_a_row(drafted, school, other_school, third):
    year_of(school, has_low_results=True)
    year_of(other_school, has_low_results=True)
    found = preview(drafted(school, third))
    assert (codes(found.included), codes(found.excluded), codes(found.staying)) == (["903"], ["902"], ["901"])
    assert found.without_year == [third]
    assert found.included[0].note == "записи за этот год нет: портал её создаст"
    assert (found.warnings, found.changes_nothing) == ([], False)


def test_adopting_sets_clears_and_makes_rows(drafted, users, school, other_school, third):
    year_of(school, has_low_results=True, order="старый приказ")
    year_of(
        other_school,
        has_low_results=True,
        low_results_ended=date(2026, 2, 1),
        order="старый",
        teacher_count=9,
    )
    found = drafted(school, third)
    adopt(school_list=found, by=users["methodist"], on=TODAY)

    assert flags() == {"901": True, "902": False, "903": True}
    rows = {row.school.code: row for row in SchoolYear.objects.select_related("school")}
    assert {code: row.order for code, row in rows.items()} == {"901": WORDS, "902": "", "903": WORDS}
    assert (rows["902"].low_results_ended, rows["902"].teacher_count) == (None, 9)
    found.refresh_from_db()
    assert (found.adopted_by, found.adopted_at is not None) == (users["methodist"], True)
    entry = Entry.objects.get(action="list.adopted")
    assert entry.data == {"included": ["903"], "excluded": ["902"], "staying": 1}
    assert entry.text == "Перечень ШНОР №\xa0145 от 14.08.2025"


def test_versions_name_author_and_order(drafted, users, school, other_school):
    year_of(other_school, has_low_results=True)
    adopt(school_list=drafted(school), by=users["methodist"], on=TODAY)
    reason = "Перечень ШНОР №\xa0145 от 14.08.2025"
    latest = {row.school.code: row.history.first() for row in SchoolYear.objects.select_related("school")}
    assert [(v.history_type, v.history_user, v.history_change_reason) for v in latest.values()] == [
        ("~" if code == "902" else "+", users["methodist"], reason) for code in latest
    ]
    assert sorted(latest) == ["901", "902"]


def test_adopting_changes_today_but_not_what_was_on_the_first_of_september(drafted, school, other_school):
    year_of(school, has_low_results=False)
    year_of(other_school, has_low_results=True)
    adopt(school_list=drafted(school), by=None, on=TODAY)

    held = as_at(SchoolYear, SEPTEMBER, school__municipality=school.municipality, year=YEAR)
    assert {row.school_id: row.has_low_results for row in held.rows} == {
        school.pk: False,
        other_school.pk: True,
    }
    assert flags() == {"901": True, "902": False}


def test_row_that_stays_as_it_is_gets_no_new_version(drafted, school):
    row = year_of(school, has_low_results=True, order=WORDS)
    adopt(school_list=drafted(school), by=None, on=TODAY)
    assert row.history.count() == 1


def test_adopting_twice_is_refused_and_changes_nothing(drafted, school):
    found = drafted(school)
    adopt(school_list=found, by=None, on=TODAY)
    assert refusal(adopt, school_list=found, by=None, on=TODAY).startswith(f"Перечень {WORDS} уже применён")
    assert Entry.objects.filter(action="list.adopted").count() == 1


def test_other_years_and_other_municipalities_stay(drafted, school, foreign_school):
    SchoolYear.objects.create(school=foreign_school, year=YEAR, has_low_results=True)
    SchoolYear.objects.create(school=school, year=YEAR - 1, has_low_results=True)
    adopt(school_list=drafted(), by=None, on=TODAY)
    assert flags() == {"801": True}
    assert flags(year=YEAR - 1) == {"901": True}


def test_school_on_both_lists_keeps_both_orders_once(drafted, school):
    year_of(school, has_hard_conditions=True, order="приказ № 7")
    adopt(school_list=drafted(school), by=None, on=TODAY)
    assert SchoolYear.objects.get().order == f"приказ № 7; {WORDS}"
    later = OrderWords("200", date(2025, 10, 1), "Минобр области")
    adopt(school_list=drafted(school, order=later), by=None, on=TODAY)
    assert SchoolYear.objects.get().order == "приказ № 7; №\xa0200 от 01.10.2025, Минобр области"
    adopt(school_list=drafted(school, kind=HARD, order=later), by=None, on=TODAY)
    assert SchoolYear.objects.get().order == "приказ № 7; №\xa0200 от 01.10.2025, Минобр области"
    assert flags(HARD) == {"901": True}


@pytest.mark.parametrize(
    ("current", "words", "keeps_other", "joined"),
    [
        ("", "№ 2", False, "№ 2"),
        ("№ 1", "№ 2", False, "№ 2"),
        ("№ 1", "№ 2", True, "№ 1; № 2"),
        ("№ 1; № 0", "№ 2", True, "№ 1; № 2"),
        ("№ 2", "№ 2", True, "№ 2"),
        ("№ 1; № 0", "", True, "№ 1"),
        ("№ 0", "", False, ""),
    ],
)
def test_orders_are_joined_without_doubles(current, words, keeps_other, joined):
    assert order_of_both(current, words, frozenset({"№ 0"}), keeps_other=keeps_other) == joined


def test_school_that_was_taken_off_comes_back_with_the_list(drafted, school):
    year_of(school, has_low_results=True, low_results_ended=date(2026, 2, 1))
    found = drafted(school)
    assert [(line.school, line.note) for line in preview(found).included] == [
        (school, "была исключена с 01.02.2026")
    ]
    adopt(school_list=found, by=None, on=TODAY)
    assert SchoolYear.objects.get().low_results_ended is None


def test_earlier_order_adopted_after_a_later_one_is_warned_of(drafted, school):
    later = OrderWords("200", date(2025, 10, 1), "Минобр области")
    adopt(school_list=drafted(school, order=later), by=None, on=TODAY)
    [words] = preview(drafted(school)).warnings
    assert words.startswith("Уже применён более поздний приказ №\xa0200 от 01.10.2025, Минобр области")
    latest = OrderWords("300", date(2025, 11, 1), "Минобр области")
    assert preview(drafted(school, order=latest)).warnings == [
        "Заменит ранее применённый приказ №\xa0200 от 01.10.2025, Минобр области."
    ]


def test_bad_orders_are_refused_with_a_sentence(drafted, school, foreign_school):
    tomorrow = OrderWords("1", date(2026, 3, 17), "Минобр")
    assert refusal(drafted, school, order=tomorrow) == "Приказ датирован будущим: сегодня 16.03.2026."
    assert refusal(drafted, school, year=2027) == "Учебный год — от 2005/2006 до 2026/2027."
    assert refusal(drafted, school, year=2004) == "Учебный год — от 2005/2006 до 2026/2027."
    assert refusal(drafted, school, order=ORDER._replace(issuer="А; Б")).startswith("Без точки с запятой")
    assert "длиннее 250" in refusal(drafted, school, order=ORDER._replace(issuer="я" * 240))
    assert refusal(drafted, school, foreign_school).endswith("не «Лесной район»: 801.")
    drafted(school)
    assert refusal(drafted, school) == "Этот приказ с этим перечнем уже внесён."
    assert SchoolList.objects.count() == 1


def test_draft_can_be_thrown_away_an_adopted_list_cannot(drafted, users, school):
    discard_draft(school_list=drafted(school), by=users["head"])
    assert not ListedSchool.objects.exists()
    found = drafted(school)
    assert "уже удалён" in refusal(adopt, school_list=SchoolList(pk=0, municipality=school.municipality),
                                   by=None, on=TODAY)  # fmt: skip
    adopt(school_list=found, by=users["head"], on=TODAY)
    assert "уже применён" in refusal(discard_draft, school_list=found, by=users["head"])


@pytest.mark.parametrize("login", ["approver", "department", "curator", "director", "admin"])
def test_who_does_not_keep_lists_changes_none(drafted, users, school, login):
    found, words = drafted(school), "Перечни этого муниципалитета ведут его методисты и руководитель центра."
    year_of(school, has_low_results=True)
    by = users[login]
    assert refusal(drafted, school, by=by) == words
    assert refusal(adopt, school_list=found, by=by, on=TODAY) == words
    assert refusal(discard_draft, school_list=found, by=by) == words
    removal = {"school": school, "kind": LOW, "year": YEAR, "reason": "приказ", "by": by, "on": TODAY}
    assert refusal(take_off, day=TODAY, **removal) == words
    assert refusal(put_back, **removal) == words


def off(school, day, reason="приказ № 12", by=None):
    return take_off(school=school, kind=LOW, year=YEAR, day=day, reason=reason, by=by, on=TODAY)


def test_taking_off_keeps_the_time_before_the_day(users, school):
    row = year_of(school, has_low_results=True)
    off(school, date(2026, 2, 1), by=users["methodist"])
    row.refresh_from_db()
    assert [row.is_listed(LOW, day) for day in (date(2026, 1, 31), date(2026, 2, 1))] == [True, False]
    version = row.history.first()
    assert version.history_change_reason == "Исключена из ШНОР с 01.02.2026: приказ № 12"
    assert version.history_user == users["methodist"]
    entry = Entry.objects.get(action="list.taken_off")
    assert (entry.text, entry.data["day"]) == ("приказ № 12", "2026-02-01")


def test_putting_back_undoes_it_once(school):
    row = year_of(school, has_low_results=True)
    back = {"school": school, "kind": LOW, "year": YEAR, "by": None, "on": TODAY}
    assert refusal(put_back, reason="ошибка", **back).endswith(
        "и так стоит в перечне ШНОР на 2025/2026 весь год."
    )
    off(school, date(2026, 2, 1))
    assert refusal(put_back, reason=" ", **back) == "Напишите, почему школа возвращается в перечень."
    put_back(reason="ошибка", **back)
    row.refresh_from_db()
    assert row.low_results_ended is None
    assert row.history.first().history_change_reason == "Возвращена в ШНОР: ошибка"


@pytest.mark.parametrize("day", [date(2025, 9, 1), date(2026, 8, 31)])
def test_limits_of_the_year_are_days_of_it(school, day):
    year_of(school, has_low_results=True)
    assert off(school, day).low_results_ended == day


@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2026, 9, 1)])
def test_day_out_of_the_year_is_refused(school, day):
    year_of(school, has_low_results=True)
    assert refusal(off, school, day) == "День исключения — от 01.09.2025 до 31.08.2026."


def test_impossible_removals_are_refused(school, other_school):
    year_of(school, has_low_results=True)
    year_of(other_school, has_hard_conditions=True)
    assert (
        refusal(off, school, TODAY, reason="  ")
        == "Напишите, по какому приказу или почему школа исключается."
    )
    words = "Сосновая ООШ не значится в перечне ШНОР на 2025/2026 учебный год."
    assert refusal(off, other_school, TODAY) == words
    off(school, date(2026, 2, 1), reason="я" * 400)
    assert "уже исключена из ШНОР с 01.02.2026" in refusal(off, school, TODAY)


def test_changes_between_two_years_name_schools_and_orders(
    drafted, municipality, school, other_school, third
):
    for place in (school, other_school):
        SchoolYear.objects.create(school=place, year=YEAR - 1, has_low_results=True)
    year_of(other_school, has_hard_conditions=True)
    adopt(school_list=drafted(other_school, kind=HARD), by=None, on=TODAY)
    low = OrderWords("146", date(2025, 8, 14), "Минобр области")
    adopt(school_list=drafted(other_school, third, order=low), by=None, on=TODAY)
    found = changes_between(municipality, LOW, YEAR - 1, YEAR)
    assert (found.included, found.excluded, found.stayed) == ([third], [school], [other_school])
    assert (found.before.title, found.before.order) == ("2024/2025", "номер приказа не записан")
    assert (found.after.title, found.after.order) == ("2025/2026", "№\xa0146 от 14.08.2025, Минобр области")


def test_changes_between_two_orders_follow_their_lines(drafted, school, other_school):
    first = drafted(school)
    second = drafted(other_school, order=ORDER._replace(number="146"))
    found = compare(roll_of_document(first), roll_of_document(second))
    assert (found.included, found.excluded, found.stayed) == ([other_school], [school], [])
    assert found.before.order == WORDS
