"""Paper and Excel: ways in for those who have no screen; nobody reads what was given."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from surveys.models import PersonalLink, Response
from surveys.offline import CODE
from surveys.workflow import holder_of, save_answers, start

pytestmark = pytest.mark.django_db


def address(name, campaign, *more):
    return reverse(f"surveys:{name}", args=[campaign.pk, *more])


@pytest.fixture
def paper(campaign, people):
    return address("paper", campaign, people["mentee"].pk)


def words(response):
    return " ".join(response.content.decode().split())


def test_paper_is_typed_in_and_seen_no_more(client_as, paper, campaign, people):
    curator = client_as("curator")
    assert "Сохранить и отправить" in words(curator.get(paper))
    done = curator.post(paper, {"had_prior_experience": "yes", "program_effectiveness": "8"})
    assert done["Location"] == address("papers", campaign)
    stored = Response.objects.get()
    assert (stored.source, stored.state, stored.answers) == (
        "paper",
        "submitted",
        {"had_prior_experience": 1, "program_effectiveness": 8},
    )
    assert curator.get(paper).status_code == 404
    assert curator.post(paper, {"program_effectiveness": "1"}).status_code == 404
    assert Response.objects.get().answers["program_effectiveness"] == 8
    own = client_as("mentee").get(reverse("surveys:fill", args=[campaign.pk]))
    assert own.status_code == 200
    assert "принята" in words(own)


def test_begun_form_is_not_the_typists(client_as, paper, campaign, people, on):
    response = start(person=people["mentee"], campaign=campaign, on=on, by=None)
    save_answers(response=response, answers={"program_effectiveness": 3}, on=on)
    assert client_as("curator").get(paper).status_code == 404
    assert client_as("curator").post(paper, {"program_effectiveness": "9"}).status_code == 404
    assert Response.objects.get().answers == {"program_effectiveness": 3}


def test_wrong_answers_keep_nothing_and_show_what_was_typed(client_as, paper):
    response = client_as("curator").post(
        paper, {"program_effectiveness": "11", "expectations_text": "Жду помощи"}
    )
    assert response.status_code == 400
    assert "целое число от 1 до 10" in words(response)
    assert "Жду помощи" in words(response)
    assert not Response.objects.exists()


def test_empty_paper_is_refused(client_as, paper):
    response = client_as("curator").post(paper, {})
    assert (response.status_code, Response.objects.count()) == (400, 0)


@pytest.mark.parametrize("name", ["papers", "sheet", "print"])
def test_ways_in_are_the_curators_and_the_methodists(client_as, campaign, name):
    got = {
        role: client_as(role).get(address(name, campaign)).status_code
        for role in ("curator", "methodist", "head", "director", "mentee", "department", "admin")
    }
    assert got == {
        "curator": 200,
        "methodist": 200,
        "head": 403,
        "director": 403,
        "mentee": 403,
        "department": 403,
        "admin": 403,
    }


def test_other_school_is_not_found(client_as, campaign, people, make_pair, make_teacher, other_school):
    stranger = make_teacher(other_school, "E3")
    make_pair(people["mentor"], stranger)
    assert client_as("curator").get(address("paper", campaign, stranger.pk)).status_code == 404
    assert "Учителев" not in words(client_as("curator").get(address("papers", campaign)))


def taken(client, campaign, **chosen):
    response = client.post(address("sheet", campaign), {"give": "1", **chosen})
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content))


def sent(client, campaign, book):
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("anketa.xlsx", stream.getvalue())
    return client.post(address("sheet", campaign), {"file": file})


def column(sheet, start_of):
    heads = next(row for row in sheet.iter_rows(max_row=3) if row[0].value == CODE)
    return next(cell.column for cell in heads if str(cell.value).startswith(start_of))


def row_of(book, person):
    code = next(
        row[0].value for row in book["Кому какой код"].iter_rows() if row[1].value == person.full_name
    )
    return next(row[0].row for row in book["Ответы"].iter_rows() if row[0].value == code)


@pytest.fixture
def mates(people, make_pair, make_teacher, school):
    """Two more mentees of the school."""
    found = [make_teacher(school, f"M{number}") for number in range(2)]
    for person in found:
        make_pair(people["mentor"], person)
    return found


def test_filled_sheet_is_taken_back_and_again(client_as, campaign, people, mates):
    curator = client_as("curator")
    book = taken(curator, campaign)
    sheet, row = book["Ответы"], row_of(book, people["mentee"])
    sheet.cell(row, column(sheet, "3."), 8)
    sheet.cell(row, column(sheet, "1."), "да")
    sheet.cell(row, column(sheet, "13."), "Жду помощи")
    assert sent(curator, campaign, book)["Location"] == address("sheet", campaign)
    stored = Response.objects.get()
    assert (stored.answers, stored.source, stored.state) == (
        {"had_prior_experience": 1, "program_effectiveness": 8},
        "import",
        "submitted",
    )
    again = curator.get(sent(curator, campaign, book)["Location"])
    assert "новых 0, изменённых 0, прежних 1" in words(again)
    sheet.cell(row, column(sheet, "3."), 9)
    sent(curator, campaign, book)
    assert Response.objects.get().answers["program_effectiveness"] == 9


def test_three_wrong_cells_are_named_and_none_is_taken(client_as, campaign, people, mates):
    curator = client_as("curator")
    book = taken(curator, campaign)
    sheet = book["Ответы"]
    first, second = row_of(book, people["mentee"]), row_of(book, mates[0])
    wrong = [
        (first, column(sheet, "3."), 11),
        (first, column(sheet, "1."), "может быть"),
        (second, column(sheet, "4."), "семь"),
    ]
    for row, at, value in [*wrong, (second, column(sheet, "3."), 7), (first, column(sheet, "4."), 5)]:
        sheet.cell(row, at, value)
    response = sent(curator, campaign, book)
    assert response.status_code == 400
    cells = {sheet.cell(row, at).coordinate for row, at, _ in wrong}
    faults = response.context["intake"].faults
    assert ({fault.cell for fault in faults}, len(faults)) == (cells, 3)
    assert not Response.objects.exists()


def test_code_of_nobody_and_of_who_answered_here_is_refused(client_as, campaign, people, on):
    curator = client_as("curator")
    book = taken(curator, campaign)
    sheet, row = book["Ответы"], row_of(book, people["mentee"])
    sheet.cell(row, column(sheet, "3."), 8)
    start(person=people["mentee"], campaign=campaign, on=on, by=None)
    response = sent(curator, campaign, book)
    assert [fault.message[:25] for fault in response.context["intake"].faults] == [
        "Этот человек уже начал или"[:25]
    ]
    sheet.cell(row, 1, "2222-2222-2222-2222-2222")
    response = sent(curator, campaign, book)
    assert "Такого кода нет" in words(response)


def test_new_file_ends_the_codes_of_the_old_one(client_as, campaign, people):
    curator = client_as("curator")
    old = taken(curator, campaign)
    taken(curator, campaign)
    sheet = old["Ответы"]
    sheet.cell(row_of(old, people["mentee"]), column(sheet, "3."), 8)
    assert "Такого кода нет" in words(sent(curator, campaign, old))


def test_code_of_a_row_opens_no_form_and_leaves_the_link_alone(client_as, campaign, people, client):
    methodist = client_as("methodist")
    methodist.post(reverse("surveys:links", args=[campaign.pk]), {"person": people["mentee"].pk})
    book = taken(methodist, campaign)
    code = book["Ответы"].cell(row_of(book, people["mentee"]), 1).value
    assert holder_of(code) is None
    assert client.get(reverse("surveys:token", args=[code])).status_code == 404
    assert PersonalLink.objects.live(timezone.now()).count() == 2


def test_another_file_is_refused_by_name(client_as, campaign):
    book = openpyxl.Workbook()
    book.active.append(["Фамилия", "Имя"])
    response = sent(client_as("curator"), campaign, book)
    assert response.status_code == 400
    assert "Это не тот файл" in words(response)


def test_slips_carry_a_code_to_scan_the_name_and_the_address(client_as, campaign, people):
    page = client_as("methodist").post(reverse("surveys:links", args=[campaign.pk]), {}).content.decode()
    assert page.count('aria-label="QR-код: ') == 1
    assert people["mentee"].full_name in page
    assert "/surveys/t/" in page


def test_paper_form_asks_what_the_screen_asks(client_as, campaign):
    page = words(client_as("curator").get(address("print", campaign)))
    assert page.count('<li class="q">') == 14
    assert "увидеть внесённое больше не может" in page
    assert "только группы от 5 человек" in page


def test_preview_shows_a_draft_as_the_respondent_will_see_it(client_as, campaign):
    draft = campaign.questionnaire.versions.get(state="draft")
    page = words(client_as("methodist").get(reverse("surveys:preview", args=[draft.pk])))
    assert "Ожидаемое качество передачи Вам необходимых практических навыков" in page
    assert client_as("mentee").get(reverse("surveys:preview", args=[draft.pk])).status_code == 403
    assert client_as("curator").get(reverse("surveys:preview", args=[draft.pk])).status_code == 404


def test_codes_of_another_school_are_no_codes_for_the_curator(
    client_as, campaign, people, make_pair, make_teacher, other_school
):
    stranger = make_teacher(other_school, "E4")
    make_pair(people["mentor"], stranger)
    book = taken(client_as("methodist"), campaign)
    sheet = book["Ответы"]
    sheet.cell(row_of(book, stranger), column(sheet, "3."), 8)
    response = sent(client_as("curator"), campaign, book)
    assert (response.status_code, Response.objects.count()) == (400, 0)
    assert "Такого кода нет" in words(response)
    assert sent(client_as("methodist"), campaign, book).status_code == 302


def test_school_that_no_code_names_gives_nobody(client_as, campaign, people):
    response = client_as("curator").post(address("sheet", campaign), {"give": "1", "school": "9-01"})
    assert response.status_code == 400
    assert "Выдавать некому" in words(response)
