"""«Удовлетворённость» on the page and in the terminal: the same figures, the same masks."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mentorship.spreadsheets.importing import run_import
from reports.survey_reports.display import ComparedRow, YesRow, number, p_value, too_few
from surveys.catalogue import load_catalogue
from surveys.models import Item, QuestionnaireVersion, Response
from surveys.suppression import ItemSummary, YesSummary
from tests.workbooks import workbook

BEFORE, AFTER = date(2025, 10, 1), date(2026, 5, 20)
HEAD = ["Анкета", "Код педагога", "Дата", "adaptation_usefulness", "liked_participating", "lacking_text"]
ADDRESS = "/reports/surveys/?year=2025"


def page(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def answer(make_teacher):
    """Import answers of so many mentees of a school: expectation 5, result 7, «да», a text each."""

    def run(count, place, prefix="M"):
        rows = []
        for number_ in range(count):
            code = make_teacher(place, f"{prefix}{number_}").code
            rows.append(["mentee_before", code, BEFORE, 5, None, None])
            rows.append(["mentee_after", code, AFTER, 7, "да", f"личные слова {number_}"])
        assert run_import("answers", workbook(HEAD, *rows), by=None).errors == []

    return run


def compared(response):
    return {row.item.code: (row.medians, row.counts) for row in response.context["compared"]}


@pytest.mark.parametrize("role", ["head", "methodist", "approver", "department"])
def test_municipal_roles_see_the_municipality(client_as, answer, school, other_school, role):
    answer(6, school)
    answer(14, other_school, "N")
    response = client_as(role).get(ADDRESS)
    assert response.context["report"].both == 20
    assert compared(response)["adaptation_usefulness"] == ("5 → 7", "выше 20 · совпало 0 · ниже 0")
    assert "100,0 %" in page(response)


@pytest.mark.parametrize("role", ["curator", "director"])
def test_school_roles_see_their_own_group(client_as, answer, school, other_school, role):
    answer(6, school)
    answer(14, other_school, "N")
    response = client_as(role).get(ADDRESS)
    assert response.context["report"].both == 6
    assert compared(response)["adaptation_usefulness"] == ("5 → 7", "чаще выше ожидания")
    assert response.context["choice"].schools == [school]
    assert "Сосновая" not in page(response)


@pytest.mark.parametrize("role", ["admin", "mentee", "mentor"])
def test_others_are_refused(client_as, role):
    assert client_as(role).get("/reports/surveys/").status_code == 403


def test_group_below_five_shows_head_counts_alone(client_as, answer, school):
    answer(4, school)
    text = page(client_as("curator").get(ADDRESS))
    assert "Вторую анкету отправили меньше 5 человек" in text
    assert "Полезность программы" not in text
    assert "Доля ответивших" not in text


def test_group_of_five_shows_medians(client_as, answer, school):
    answer(5, school)
    text = page(client_as("curator").get(ADDRESS))
    assert "<b>5 → 7</b>" in text
    assert "чаще выше ожидания" in text
    assert "скрыто, ответили 5" in text


def test_word_of_growth_is_never_used(client_as, answer, school):
    """The wording of a question may hold it: it is the document's; the portal's own words may not."""
    answer(12, school)
    own = page(client_as("methodist").get(ADDRESS))
    for item in (item for form in load_catalogue() for item in form.items):
        own = own.replace(item.text, "")
    assert "рост" not in own.lower()


def test_other_municipality_is_not_found(client_as, answer, foreign_school):
    answer(6, foreign_school)
    client = client_as("methodist")
    assert client.get(ADDRESS).context["report"].both == 0
    assert client.get(f"{ADDRESS}&municipality={foreign_school.municipality.pk}").context["report"].both == 0


def test_unknown_choices_fall_back(client_as):
    response = client_as("methodist").get("/reports/surveys/?role=teacher&year=1812")
    assert (response.status_code, response.context["group"].role) == (200, "mentee")


def test_empty_year_says_when_figures_come(client_as):
    assert "Ответов за этот год ещё нет" in page(client_as("methodist").get("/reports/surveys/"))


def test_page_takes_few_queries_whatever_the_size(client_as, answer, school, django_assert_max_num_queries):
    client = client_as("methodist")
    client.get(ADDRESS)
    answer(3, school)
    with django_assert_max_num_queries(25) as few:
        client.get(ADDRESS)
    answer(30, school, "N")
    with django_assert_max_num_queries(25) as many:
        client.get(ADDRESS)
    assert len(many) == len(few)


def run(*args):
    out = StringIO()
    call_command("survey_report", *args, stdout=out)
    return out.getvalue()


def test_command_prints_what_the_page_shows(client_as, answer, school):
    answer(12, school)
    printed = json.loads(run("--role", "mentee", "--year", "2025/2026", "--json"))
    assert printed == client_as("methodist").get(ADDRESS).context["report"].as_json()
    assert printed["items"]["adaptation_usefulness"]["higher"] == 12
    assert printed["yes"]["liked_participating"] == {
        "answered": 12,
        "yes": None,
        "share": None,
        "wilson_low": None,
        "wilson_high": None,
        "hidden": True,
    }


def test_command_takes_a_municipality(answer, school, foreign_school):
    answer(5, school)
    answer(6, foreign_school, "F")
    both = [
        json.loads(run("--role", "mentee", "--year", "2025/2026", "--json", *place))["both"]
        for place in ([], ["--municipality", "лесной  РАЙОН"], ["--municipality", "Степной район"])
    ]
    assert both == [11, 5, 6]


def test_command_in_words(answer, school):
    answer(12, school)
    words = run("--role", "mentee", "--year", "2025/2026")
    assert "ответили «до» 12, «после» 12, на обе анкеты 12" in words
    assert "5 → 7 (12), выше 12 · совпало 0 · ниже 0: Полезность программы" in words


@pytest.mark.django_db
def test_command_names_unknown_years_and_places():
    with pytest.raises(CommandError, match="не учебный год"):
        run("--role", "mentee", "--year", "2025")
    with pytest.raises(CommandError, match="Муниципалитета «Нигде» нет"):
        run("--role", "mentee", "--municipality", "Нигде")


@pytest.mark.parametrize(
    ("value", "words"), [(7.0, "7"), (8.5, "8,5"), (-1.0, "−1"), (0, "0"), (-0.04, "0"), (None, "—")]
)
def test_figures_are_spelled_the_russian_way(value, words):
    assert number(value) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0.0312, "0,031"), (0.00099, "< 0,001"), (1.0, "1,000"), (None, "—")]
)
def test_probabilities_are_never_zero(value, words):
    assert p_value(value).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("change", "words"),
    [(1, "чаще выше ожидания"), (0, "чаще совпало с ожиданием"), (-0.5, "чаще ниже ожидания")],
)
def test_few_pairs_tell_the_direction_alone(change, words):
    figures = ItemSummary(n=7, median_change=change)
    assert ComparedRow(load_catalogue()[0].items[2], "", figures).counts == words


def test_hidden_share_tells_the_number_of_answers_alone():
    row = YesRow(load_catalogue()[0].items[0], YesSummary(answered=7, hidden=True))
    assert (row.parts, row.share, row.interval) == ("скрыто, ответили 7", "—", "—")


@pytest.mark.parametrize(
    ("after", "words"),
    [(0, ""), (4, "Недостаточно ответов: вторую анкету отправили 4 из 10 приглашённых."), (5, "")],
)
def test_fewer_than_half_are_warned_of(after, words):
    assert too_few(10, after) == words


def test_own_schools_stand_one_by_one(client_as, people, answer, school, other_school):
    """A curator of two schools chooses one: together they would be a slice nobody else masks."""
    people["curator"].roles.create(role="curator", school=other_school, start_date=date(2023, 9, 1))
    answer(6, school)
    answer(2, other_school, "N")
    client = client_as("curator")
    own = [client.get(f"{ADDRESS}&school={place}").context["report"] for place in ("901", "902")]
    assert [report.both for report in own] == [6, 2]
    assert [report.items["adaptation_usefulness"].hidden for report in own] == [True, True]


def test_school_out_of_sight_is_not_found(client_as, school, other_school):
    client = client_as("curator")
    assert client.get(f"{ADDRESS}&school=901").status_code == 200
    assert client.get(f"{ADDRESS}&school=902").status_code == 404
    assert client_as("department").get(f"{ADDRESS}&school=902").status_code == 200
    assert client_as("department").get(f"{ADDRESS}&school=000").status_code == 404


def test_years_stand_side_by_side(client_as, answer, make_teacher, school):
    answer(6, school)
    code = make_teacher(school, "Y1").code
    row = ["mentee_after", code, date(2025, 5, 20), 9, "да", None]
    assert run_import("answers", workbook(HEAD, row), by=None).errors == []
    response = client_as("methodist").get("/reports/surveys/years/?role=mentee")
    comparison = response.context["comparison"]
    line = next(line for line in comparison.compared if line.item.code == "adaptation_usefulness")
    assert [(year, cell.medians) for year, cell in line.cells] == [(2024, "—"), (2025, "5 → 7")]
    shares = next(line for line in comparison.judged if line.item.code == "liked_participating")
    assert [cell.parts for _, cell in shares.cells] == ["скрыто, ответили 1", "скрыто, ответили 6"]


def test_answer_on_another_scale_is_left_out(client_as, answer, school):
    """A version that asked the item otherwise: joined by the code alone its answers would lie."""
    answer(12, school)
    version = Response.objects.filter(phase="after").first().version
    other = QuestionnaireVersion.objects.create(
        questionnaire=version.questionnaire, number=90, checksum="90", state="draft"
    )
    Item.objects.create(
        version=other, order=1, code="adaptation_usefulness", number=6, section="…", text="…", kind="yes_no",
        scale="yes_no",
    )  # fmt: skip
    two = list(Response.objects.filter(phase="after").values_list("pk", flat=True)[:2])
    Response.objects.filter(pk__in=two).update(version=other)
    report = client_as("methodist").get(ADDRESS).context["report"]
    assert (report.items["adaptation_usefulness"].n, report.rescaled) == (10, {"adaptation_usefulness"})


def test_importance_and_attitude_are_never_subtracted(client_as, make_teacher, school):
    head = ["Анкета", "Код педагога", "Дата", "mentor_support_importance", "glad_to_participate",
            "mentor_support_felt", "liked_participating"]  # fmt: skip
    rows = []
    for place in range(20):
        code = make_teacher(school, f"I{place}").code
        rows.append(["mentee_before", code, BEFORE, 9, "да" if place < 12 else "нет", None, None])
        rows.append(["mentee_after", code, AFTER, None, None, 7, "да" if place < 16 else "нет"])
    assert run_import("answers", workbook(head, *rows), by=None).errors == []
    response = client_as("department").get(ADDRESS)
    side, attitude = response.context["sides"][0].figures, response.context["attitudes"][0].figures
    assert (side.n, side.median_before, side.median_after) == (20, 9, 7)
    assert (attitude.yes_yes, attitude.yes_no, attitude.no_yes, attitude.no_no) == (12, 0, 4, 4)
    assert attitude.p_value == 0.125
    assert "mentor_support_felt" not in response.context["report"].items


def test_who_left_is_compared_by_what_was_expected(client_as, make_teacher, answer, school):
    answer(5, school)
    rows = [["mentee_before", make_teacher(school, f"L{n}").code, BEFORE, 9, None, None] for n in range(5)]
    assert run_import("answers", workbook(HEAD, *rows[:4]), by=None).errors == []
    assert client_as("methodist").get(ADDRESS).context["attrition"] == []
    assert run_import("answers", workbook(HEAD, rows[4]), by=None).errors == []
    found = client_as("methodist").get(ADDRESS).context["attrition"]
    assert [(row["figures"].stayed, row["figures"].left, row["figures"].median_left) for row in found] == [
        (5, 5, 9)
    ]
    assert client_as("curator").get(ADDRESS).context["attrition"] == []


def test_moved_teacher_counts_where_the_second_form_was_given(client_as, answer, school, other_school):
    answer(6, school)
    answer(6, other_school, "N")
    moved = Response.objects.filter(phase="before", school=school).first()
    Response.objects.filter(key=moved.key, phase="after").update(school=other_school)
    department = client_as("department")
    sizes = [
        department.get(f"{ADDRESS}&school={place}").context["report"].both for place in ("", "901", "902")
    ]
    assert sizes == [12, 5, 7]


@pytest.mark.parametrize(
    "role", ["curator", "director", "mentor", "methodist", "head", "department", "admin"]
)
def test_answers_of_another_have_no_address(client_as, answer, school, role):
    """Neither the keys of answers nor those of campaigns lead anybody but their author to what was said."""
    answer(1, school)
    client = client_as(role)
    for row in Response.objects.all():
        for address in (f"/surveys/{row.pk}/", f"/surveys/{row.campaign_id}/", f"/surveys/{row.key}/"):
            response = client.get(address)
            assert response.status_code in (403, 404)
            assert "личные слова" not in page(response)
