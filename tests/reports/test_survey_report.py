"""«Удовлетворённость» on the page and in the terminal: the same figures, the same masks."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mentorship.spreadsheets.importing import run_import
from reports.survey_display import ComparedRow, YesRow, number, p_value, too_few
from schools.models import School
from surveys.catalogue import load_catalogue
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
    assert response.context["report"]["both"] == 20
    assert compared(response)["adaptation_usefulness"] == ("5 → 7", "выше 20 · совпало 0 · ниже 0")
    assert "100,0 %" in page(response)


@pytest.mark.parametrize("role", ["curator", "director"])
def test_school_roles_see_their_own_group(client_as, answer, school, other_school, role):
    answer(6, school)
    answer(14, other_school, "N")
    response = client_as(role).get(ADDRESS)
    assert response.context["report"]["both"] == 6
    assert compared(response)["adaptation_usefulness"] == ("5 → 7", "чаще выше ожидания")
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


def test_texts_are_for_the_methodist_and_the_head(client_as, answer, school):
    answer(5, school)
    address = f"{ADDRESS}&texts=after.lacking_text"
    for role in ("methodist", "head"):
        assert page(client_as(role).get(address)).count("личные слова") == 5
    for role in ("curator", "director", "approver", "department"):
        assert "личные слова" not in page(client_as(role).get(address))


def test_texts_of_four_are_shown_to_nobody(client_as, answer, school):
    answer(4, school)
    response = client_as("methodist").get(f"{ADDRESS}&texts=after.lacking_text")
    assert (response.context["text_items"], "личные слова" in page(response)) == ([], False)


def test_other_municipality_is_not_found(client_as, answer, foreign_school):
    answer(6, foreign_school)
    client = client_as("methodist")
    assert client.get(ADDRESS).context["report"]["both"] == 0
    assert (
        client.get(f"{ADDRESS}&municipality={foreign_school.municipality.pk}").context["report"]["both"] == 0
    )


def test_unknown_choices_fall_back(client_as):
    response = client_as("methodist").get("/reports/surveys/?role=teacher&year=1812&texts=x")
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
    assert printed == client_as("methodist").get(ADDRESS).context["report"]
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
    figures = {"hidden": False, "higher": None, "median_change": change}
    assert ComparedRow(load_catalogue()[0].items[2], "", figures).counts == words


def test_hidden_share_tells_the_number_of_answers_alone():
    row = YesRow(load_catalogue()[0].items[0], {"hidden": True, "answered": 7, "share": None})
    assert (row.parts, row.share, row.interval) == ("скрыто, ответили 7", "—", "—")


@pytest.mark.parametrize(
    ("after", "words"),
    [(0, ""), (4, "Недостаточно ответов: вторую анкету отправили 4 из 10 приглашённых."), (5, "")],
)
def test_fewer_than_half_are_warned_of(after, words):
    assert too_few({"invited": 10, "after": after}) == words


def test_own_schools_form_one_group(client_as, people, answer, school, other_school):
    """A curator of two schools sees both together, never one by one."""
    people["curator"].roles.create(role="curator", school=other_school, start_date=date(2023, 9, 1))
    answer(6, school)
    answer(2, other_school, "N")
    response = client_as("curator").get(ADDRESS)
    assert response.context["report"]["both"] == 8
    assert {place.pk for place in response.context["schools"]} == set(
        School.objects.values_list("pk", flat=True)
    )
