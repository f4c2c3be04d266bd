"""Answers out of Excel (contract §3, `answers`): mixed forms, all rows or none, nothing leaves again."""

from datetime import date, timedelta

import pytest

from mentorship.spreadsheets.exporting import export_layout
from mentorship.spreadsheets.importing import run_import
from mentorship.spreadsheets.layout import LayoutRefused
from schools import years
from schools.models import Employment
from surveys.enums import ResponseState
from surveys.models import Campaign, FreeText, Participation, Response
from surveys.workflow import save_answers, start
from tests.workbooks import workbook

DAY = date(2025, 10, 1)
HEAD = ["Анкета", "Код педагога", "Дата"]
FIXED = ["mentee_before", "C-mentee", DAY]


@pytest.fixture
def load(people):
    """Import rows under the three fixed headings and the codes given."""

    def run(codes, *rows, **options):
        return run_import("answers", workbook([*HEAD, *codes], *rows), by=None, **options)

    return run


def messages(report):
    return [(error.row, error.column, error.value, error.message) for error in report.errors]


def test_row_becomes_a_sent_response(load, municipality, school):
    codes = ["program_effectiveness", "participation_comfort", "glad_to_participate", "expectations_text"]
    report = load(codes, [*FIXED, 7, "затрудняюсь", "да", "Поддержки"])
    assert report.counts() == {"rows": 1, "created": 1, "updated": 0, "unchanged": 0}
    response = Response.objects.get()
    assert response.answers == {
        "program_effectiveness": 7,
        "participation_comfort": "dk",
        "glad_to_participate": 1,
    }
    assert list(FreeText.objects.values_list("item_code", "text")) == [("expectations_text", "Поддержки")]
    assert (response.state, response.source, response.answered_date) == ("submitted", "import", DAY)
    assert (response.role, response.phase, response.year) == ("mentee", "before", 2025)
    assert (response.municipality, response.school) == (municipality, school)


def test_first_answer_makes_the_campaign_of_its_year(load, municipality, on):
    year = years.year_of(on)
    load([], FIXED, ["mentee_before", "C-mentor", on])
    rows = Campaign.objects.order_by("year").values_list("year", "state", "opens_date", "closes_date")
    past = (2025, "closed", DAY, date(2026, 8, 31))
    present = (year, "open", min(on, DAY) if year == 2025 else on, years.last_day(year))
    assert list(rows) == ([present] if year == 2025 else [past, present])


def test_answer_dated_ahead_opens_the_campaign_today(load, on):
    year = years.year_of(on)
    load([], ["mentee_after", "C-mentee", years.last_day(year)])
    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.opens_date) == ("open", on)


def test_campaign_that_is_there_is_used(load, make_campaign, on):
    campaign = make_campaign("mentee_before")
    load([], ["mentee_before", "C-mentee", on])
    assert (Response.objects.get().campaign, Campaign.objects.count()) == (campaign, 1)


def test_forms_may_be_mixed(load):
    codes = [
        "program_effectiveness",
        "mentor_support_importance",
        "mentee_engagement",
        "skill_events_frequency",
    ]
    report = load(
        codes,
        ["mentee_before", "C-mentee", DAY, 7, 8, None, None],
        ["mentee_after", "C-mentee", date(2026, 5, 20), 9, None, None, "Редко"],
        ["mentor_before", "C-mentor", DAY, 6, None, 5, "1-2раза"],
        ["mentor_after", "C-mentor", date(2026, 5, 21), 8, None, 6, "very_often"],
    )
    assert report.counts() == {"rows": 4, "created": 4, "updated": 0, "unchanged": 0}
    stored = Response.objects.order_by("role", "-phase").values_list("role", "phase", "answers")
    assert list(stored) == [
        ("mentee", "before", {"program_effectiveness": 7, "mentor_support_importance": 8}),
        ("mentee", "after", {"program_effectiveness": 9, "skill_events_frequency": 2}),
        (
            "mentor",
            "before",
            {"program_effectiveness": 6, "mentee_engagement": 5, "skill_events_frequency": 1},
        ),
        (
            "mentor",
            "after",
            {"program_effectiveness": 8, "mentee_engagement": 6, "skill_events_frequency": 4},
        ),
    ]
    assert Participation.objects.count() == 2


def test_both_forms_of_a_person_share_a_key(load):
    load([], FIXED, ["mentee_after", "C-mentee", date(2026, 5, 20)])
    assert len(set(Response.objects.values_list("key", flat=True))) == 1


def test_repeat_changes_nothing(load):
    codes = ["program_effectiveness", "glad_to_participate", "expectations_text"]
    load(codes, [*FIXED, 7, "да", "Ещё поддержки – и опыта"])
    again = load(
        codes, [" MENTEE_BEFORE ", "c-mentee", "01.10.2025", "7", " ДА ", "еще поддержки - и  опыта"]
    )
    assert again.counts() == {"rows": 1, "created": 0, "updated": 0, "unchanged": 1}
    assert FreeText.objects.get().text == "Ещё поддержки – и опыта"


def test_blank_leaves_and_the_word_clears(load):
    codes = ["program_effectiveness", "participation_comfort", "expectations_text", "most_valuable_text"]
    load(codes, [*FIXED, 7, 8, "Поддержки", "Опыт"])
    report = load(codes, [*FIXED, None, "удалить", "удалить", None])
    assert report.counts() == {"rows": 1, "created": 0, "updated": 1, "unchanged": 0}
    assert Response.objects.get().answers == {"program_effectiveness": 7}
    assert list(FreeText.objects.values_list("item_code", flat=True)) == ["most_valuable_text"]
    again = load(codes, [*FIXED, None, "удалить", "удалить", None])
    assert again.unchanged == 1


def test_changed_answer_and_day_update_the_one_response(load):
    load(["program_effectiveness"], [*FIXED, 7])
    day = date(2025, 11, 1)
    report = load(["program_effectiveness"], ["mentee_before", "C-mentee", day, 8])
    assert report.updated == 1
    response = Response.objects.get()
    assert (response.answers, response.answered_date) == ({"program_effectiveness": 8}, day)


def test_change_of_an_answer_is_not_shown_to_the_importer(load):
    load(["program_effectiveness", "expectations_text"], [*FIXED, 7, "Поддержки"])
    report = load(["program_effectiveness", "expectations_text"], [*FIXED, 8, "Покоя"], dry_run=True)
    assert (report.updated, report.changes) == (1, [])
    assert Response.objects.get().answers == {"program_effectiveness": 7}


def test_draft_of_the_portal_is_completed(load, campaign, people, on):
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    save_answers(response=response, answers={"program_effectiveness": 7}, on=on)
    report = load(["participation_comfort"], ["mentee_before", "C-mentee", on, 9])
    assert report.updated == 1
    stored = Response.objects.get()
    assert (stored.answers, stored.state, stored.source) == (
        {"program_effectiveness": 7, "participation_comfort": 9},
        ResponseState.SUBMITTED,
        "portal",
    )


def test_school_is_that_of_the_day(load, people, school, other_school):
    mentee = people["mentee"]
    Employment.objects.filter(person=mentee).update(end_date=DAY)
    Employment.objects.create(person=mentee, school=other_school, start_date=DAY)
    load([], ["mentee_before", "C-mentee", DAY - timedelta(days=1)], ["mentee_after", "C-mentee", DAY])
    by_phase = dict(Response.objects.values_list("phase", "school"))
    assert by_phase == {"before": school.pk, "after": other_school.pk}


def test_repeat_after_a_move_to_another_municipality_makes_no_campaign(load, people, foreign_school):
    load(["program_effectiveness"], [*FIXED, 8])
    mentee = people["mentee"]
    mentee.school, mentee.municipality = foreign_school, foreign_school.municipality
    mentee.save()
    assert load(["program_effectiveness"], [*FIXED, 8]).unchanged == 1
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "cell", "message"),
    [
        ("program_effectiveness", 11, "Допустимо: целое число от 1 до 10; «затрудняюсь»."),
        ("program_effectiveness", 0, "Допустимо: целое число от 1 до 10; «затрудняюсь»."),
        ("program_effectiveness", 7.5, "Допустимо: целое число от 1 до 10; «затрудняюсь»."),
        ("program_effectiveness", "семь", "Допустимо: целое число от 1 до 10; «затрудняюсь»."),
        ("glad_to_participate", "ага", "Допустимо: «да» или «нет» (также «+» и «-», 1 и 0)."),
        ("glad_to_participate", "затрудняюсь", "Допустимо: «да» или «нет» (также «+» и «-», 1 и 0)."),
        ("mentee_engagement", 5, "В анкете mentee_before нет этого вопроса: оставьте ячейку пустой."),
        ("mentee_engagement", "удалить", "В анкете mentee_before нет этого вопроса: оставьте ячейку пустой."),
    ],
)
def test_wrong_answer_is_named_and_nothing_is_stored(load, code, cell, message):
    report = load([code], [*FIXED, cell], ["mentor_before", "C-mentor", DAY, None])
    value = str(cell).replace(".", ",")
    assert messages(report) == [(2, code, value, message)]
    assert (Response.objects.count(), Participation.objects.count(), Campaign.objects.count()) == (0, 0, 0)


def test_unknown_form_person_and_day_are_named(load):
    report = load(
        [],
        ["teacher_before", "C-mentee", DAY],
        ["mentee_before", "C-nobody", DAY],
        ["mentee_before", "C-mentee", "31.02.2026"],
        ["mentee_before", None, DAY],
    )
    assert [(error.row, error.column) for error in report.errors] == [
        (2, "Анкета"),
        (3, "Код педагога"),
        (4, "Дата"),
        (5, "Код педагога"),
    ]
    assert "mentee_before; mentee_after; mentor_before; mentor_after" in report.errors[0].message


def test_person_of_another_municipality_is_unknown(load, foreign_school, make_teacher, municipality):
    make_teacher(foreign_school, "F1")
    report = load([], ["mentee_before", "F1", DAY], municipality=municipality)
    assert [(error.row, error.column) for error in report.errors] == [(2, "Код педагога")]


def test_same_form_twice_a_year_names_both_rows(load):
    report = load(
        [],
        FIXED,
        ["mentee_before", "c-mentee", date(2026, 5, 1)],
        ["mentee_before", "C-mentee", date(2026, 9, 1)],
    )
    assert [(error.row, error.message) for error in report.errors] == [
        (3, "Строки 2 и 3 говорят об одном и том же: оставьте одну.")
    ]


def test_unknown_column_is_one_warning(load):
    report = load(["program_effectiveness", "Примечание"], [*FIXED, 7, "бумага"])
    assert (report.created, [(item.row, item.column) for item in report.warnings]) == (1, [(1, "Примечание")])


def test_heading_is_found_whatever_its_case(load):
    load([" PROGRAM_Effectiveness "], [*FIXED, 7])
    assert Response.objects.get().answers == {"program_effectiveness": 7}


def test_answers_do_not_leave_with_persons(people, municipality, tmp_path):
    target = tmp_path / "answers.xlsx"
    with pytest.raises(LayoutRefused, match="Ответы с именами портал не выгружает"):
        export_layout("answers", target, municipality=municipality, by=None)
    assert not target.exists()


def test_many_rows_take_as_few_queries_as_one(load, school, make_teacher, django_assert_max_num_queries):
    for number in range(60):
        make_teacher(school, f"T{number}")
    codes = ["program_effectiveness", "expectations_text"]
    with django_assert_max_num_queries(35):
        report = load(codes, *(["mentee_before", f"T{number}", DAY, 7, "слова"] for number in range(60)))
    assert report.created == 60
