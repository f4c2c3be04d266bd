"""Free texts: who reads them, how they are laid to codes, what others see of the codes."""

import re
from datetime import date

import pytest

from mentorship.audit.models import Entry
from mentorship.spreadsheets.importing import run_import
from surveys.models import FreeText, TextCode
from tests.workbooks import workbook

AFTER = date(2026, 5, 20)
HEAD = ["Анкета", "Код педагога", "Дата", "lacking_text"]
TEXTS = "/reports/surveys/texts/?year=2025"
ITEM = f"{TEXTS}&item=after.lacking_text"
CODE = "/reports/surveys/texts/code/?year=2025&item=after.lacking_text"


@pytest.fixture
def answer(make_teacher, school):
    """Import texts of so many mentees."""

    def run(count, place=school, prefix="M"):
        rows = [
            ["mentee_after", make_teacher(place, f"{prefix}{number}").code, AFTER, f"личные слова {number}"]
            for number in range(count)
        ]
        assert run_import("answers", workbook(HEAD, *rows), by=None).errors == []

    return run


def page(response):
    return " ".join(response.content.decode().split())


def tokens(client):
    return re.findall(r'name="text" value="(\w+)"', client.get(ITEM).content.decode())


def sides(client):
    swot = client.get(TEXTS).context["swot"]
    return {
        side.side.value: (side.people, [(code.words, code.people) for code in side.codes])
        for side in swot
        if not side.is_empty
    }


def test_texts_are_for_the_methodist_and_the_head(client_as, answer):
    answer(5)
    for role in ("methodist", "head"):
        assert page(client_as(role).get(ITEM)).count("личные слова") == 5
    for role in ("approver", "department"):
        assert "личные слова" not in page(client_as(role).get(ITEM))
    for role in ("curator", "director", "mentee"):
        assert client_as(role).get(ITEM).status_code == 403


def test_texts_of_four_are_shown_to_nobody(client_as, answer):
    answer(4)
    response = client_as("methodist").get(ITEM)
    assert (response.context["items"], "личные слова" in page(response)) == ([], False)


def test_texts_of_a_school_are_never_asked_for(client_as, answer, school):
    answer(8)
    assert client_as("methodist").get(f"{ITEM}&school=901").status_code == 403


def test_no_key_of_a_text_leaves_the_portal(client_as, answer):
    answer(6)
    found = tokens(client_as("methodist"))
    assert len(set(found)) == 6
    assert not {str(pk) for pk in FreeText.objects.values_list("pk", flat=True)} & set(found)


def test_methodist_lays_a_text_to_a_code_and_takes_it_back(client_as, answer):
    answer(5)
    client = client_as("methodist")
    token = tokens(client)[0]
    response = client.post(CODE, {"text": token, "side": "weakness", "words": "  мало   времени "})
    assert response.status_code == 302
    assert sides(client) == {"weakness": (1, [("мало времени", 1)])}
    client.post(CODE, {"text": token, "side": "threat", "words": ""})
    assert sides(client) == {"weakness": (1, [("мало времени", 1)]), "threat": (1, [])}
    kept = TextCode.objects.get(side="weakness")
    client.post(CODE, {"text": token, "code": str(kept.pk)})
    assert sides(client) == {"threat": (1, [])}


def test_same_code_twice_is_refused_kindly(client_as, answer):
    answer(5)
    client = client_as("methodist")
    form = {"text": tokens(client)[0], "side": "strength", "words": "уроки"}
    client.post(CODE, form)
    assert "уже стоит" in page(client.post(CODE, form, follow=True))
    assert TextCode.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"side": "elsewhere", "words": ""}, "Выберите сторону"),
        ({"side": "threat", "words": "о" * 81}, "не длиннее 80"),
    ],
)
def test_wrong_codes_are_refused_with_a_sentence(client_as, answer, form, words):
    answer(5)
    client = client_as("methodist")
    assert words in page(client.post(CODE, {"text": tokens(client)[0], **form}, follow=True))
    assert not TextCode.objects.exists()


def test_code_falls_off_a_text_that_was_changed(client_as, answer):
    answer(5)
    client = client_as("methodist")
    client.post(CODE, {"text": tokens(client)[0], "side": "strength", "words": "уроки"})
    FreeText.objects.update(text="совсем другое")
    assert sides(client) == {}


def test_codes_of_few_are_hidden_from_who_reads_no_texts(client_as, answer):
    answer(14)
    client = client_as("methodist")
    for number, token in enumerate(tokens(client)):
        client.post(CODE, {"text": token, "side": "weakness", "words": "время" if number < 9 else "отчёты"})
    client.post(CODE, {"text": tokens(client)[0], "side": "threat", "words": "уход"})
    assert sides(client)["weakness"] == (14, [("время", 9), ("отчёты", 5)])
    assert sides(client_as("department")) == {
        "weakness": (14, [("время", 9), ("отчёты", 5)]),
        "threat": (None, [("уход", None)]),
    }
    code = TextCode.objects.filter(words="отчёты").first()
    code.delete()
    assert sides(client_as("department"))["weakness"] == (13, [("время", None), ("отчёты", None)])


@pytest.mark.parametrize("role", ["head", "curator", "director", "approver", "department", "mentee", "admin"])
def test_only_the_methodist_codes(client_as, answer, role):
    answer(5)
    token = tokens(client_as("methodist"))[0]
    form = {"text": token, "side": "threat", "words": ""}
    assert client_as(role).post(CODE, form).status_code == 403
    assert not TextCode.objects.exists()


def test_unknown_text_or_question_is_not_found(client_as, answer):
    answer(5)
    client = client_as("methodist")
    form = {"text": "0" * 20, "side": "threat", "words": ""}
    assert client.post(CODE, form).status_code == 404
    address = "/reports/surveys/texts/code/?year=2025&item=after.prior_experience_place"
    assert client.post(address, {**form, "text": tokens(client)[0]}).status_code == 404
    assert client.get(CODE).status_code == 405


def test_journal_tells_the_code_and_never_the_text(client_as, answer):
    answer(5)
    client = client_as("methodist")
    client.post(CODE, {"text": tokens(client)[0], "side": "strength", "words": "уроки"})
    entry = Entry.objects.get(action="surveys.text_coded")
    assert (entry.text, entry.target_model) == ("сильная сторона: уроки", "")


def test_page_takes_few_queries_whatever_the_size(client_as, answer, django_assert_max_num_queries):
    client = client_as("methodist")
    answer(5)
    client.get(ITEM)
    with django_assert_max_num_queries(25) as few:
        client.get(ITEM)
    answer(20, prefix="N")
    with django_assert_max_num_queries(25) as many:
        client.get(ITEM)
    assert len(many) == len(few)
