"""The page of the 0–20 sheet and its protocol."""

import pytest
from django.utils import timezone

from mentorship.documents.reading import read
from reports.models import Score
from reports.scoring.criteria import CRITERIA
from schools import years
from tests.documents.word import words_of

PAGE = "/reports/score/"
FIRST = "s004_01_norms"


def post(client, mark="1", reason="Положение принято", criterion=FIRST, **given):
    return client.post(PAGE, {"criterion": criterion, "mark": mark, "reason": reason, **given})


def on_page(response) -> str:
    return " ".join(response.content.decode().split())


def test_criteria_are_ten_each_with_words_of_its_own():
    assert (
        len({row.wording for row in CRITERIA.values()}) == len({row.title for row in CRITERIA.values()}) == 10
    )


def test_two_scorers_mark_apart_and_settle(client_as):
    head, approver = client_as("head"), client_as("approver")
    assert post(head, "0").status_code == 302
    assert post(approver, "2").status_code == 302
    page = on_page(head.get(PAGE))
    assert "Баллы разошлись: нужно общее решение" in page
    assert "от 0 до 20, оценено 0 из 10" in page
    assert post(head, "1", "Обсудили", act="settle").status_code == 302
    page = on_page(approver.get(PAGE))
    assert "Общее решение: 1" in page
    assert "от 1 до 19, оценено 1 из 10" in page


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"mark": "3"}, 400),
        ({"mark": ""}, 400),
        ({"reason": " "}, 400),
        ({"reason": "я" * 501}, 400),
        ({"criterion": "s004_99"}, 400),
        ({"act": "erase"}, 404),
    ],
)
def test_refused_mark_comes_back_with_what_was_typed(client_as, given, status):
    response = post(client_as("head"), **given)
    assert response.status_code == status
    assert not Score.objects.exists()


def test_refused_words_stay_in_their_own_form(client_as):
    page = on_page(post(client_as("head"), mark="", reason="Напечатанное не пропадёт"))
    assert page.count("Напечатанное не пропадёт") == 1


@pytest.mark.parametrize(("login", "status"), [("department", 403), ("curator", 403), ("director", 403)])
def test_those_who_only_look_do_not_mark(client_as, login, status):
    assert client_as(login).get(PAGE).status_code == 200
    assert post(client_as(login)).status_code == status


def test_another_municipality_is_not_there(client_as, other_municipality):
    head = client_as("head")
    assert head.get(PAGE, {"municipality": other_municipality.pk}).status_code == 200
    assert "Степной район" not in on_page(head.get(PAGE, {"municipality": other_municipality.pk}))


@pytest.mark.parametrize("year", ["прошлый", "1999/2000", "2025/2027"])
def test_year_that_is_not_offered_is_404(client_as, year):
    assert client_as("head").get(PAGE, {"year": year}).status_code == 404


def test_last_year_is_looked_at_and_not_marked(client_as, municipality):
    last_year = years.label(years.year_of(timezone.localdate()) - 1)
    page = on_page(client_as("head").get(PAGE, {"year": last_year}))
    assert last_year in page
    assert 'name="mark"' not in page


def test_page_takes_few_queries(client_as, django_assert_max_num_queries):
    head, approver = client_as("head"), client_as("approver")
    for code in CRITERIA:
        post(head, criterion=code)
        post(approver, "2", criterion=code)
    with django_assert_max_num_queries(25):
        head.get(PAGE)


def test_protocol_says_what_the_page_says(client_as):
    head = client_as("head")
    post(head, "2", "Положение № 5 <2026>")
    response = head.get(f"{PAGE}protocol.docx")
    assert (
        response["Content-Disposition"]
        == f'attachment; filename="score-{years.year_of(timezone.localdate())}.docx"'
    )
    words = words_of(response.content)
    assert "Итого: от 2 до 20, оценено 1 из 10. Результативность: не определена." in words
    assert "2 — Берёзова Майя Львовна: Положение № 5 <2026>" in words
    assert len(read(response.content).blocks) > 10


@pytest.mark.pdf
def test_protocol_is_a_pdf(client_as):
    assert client_as("head").get(f"{PAGE}protocol.pdf").content.startswith(b"%PDF-")


def test_protocol_has_two_endings(client_as):
    assert client_as("head").get(f"{PAGE}protocol.odt").status_code == 404
