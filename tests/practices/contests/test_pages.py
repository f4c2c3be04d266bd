"""Pages of contests and awards: who may what, other municipalities, second windows, the paper."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

from mentorship.audit.models import Entry as JournalEntry
from mentorship.practices.contests.enums import ContestKind, ContestState
from mentorship.practices.models import Award, Contest, ContestEntry, Honour
from schools.enums import ConsentWay
from tests.practices.contests.rows import (
    SIGNED,
    YEAR,
    all_agree,
    enlist,
    enter,
    fresh,
    lead,
    make_award,
    make_contest,
)
from tests.practices.section import make_pair

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


def wording(**more):
    return {"kind": "diploma", "text": "за труд", "date": timezone.localdate(), **SIGNED, **more}


@pytest.fixture
def opened(municipality):
    """A contest whose nominating is open."""
    return make_contest(municipality, "open")


def take(client, contest, step):
    held = fresh(contest)
    address = f"/contests/{contest.pk}/"
    assert client.post(f"{address}steps/{step}/", {f"{step}-version": held.version}).status_code == 302
    assert client.get(address).status_code == 200


def test_methodist_leads_a_contest_to_its_results(client_as, mentor):
    client = client_as("methodist")
    day = timezone.localdate() + timedelta(days=5)
    sent = {"kind": "mentor_of_year", "title": "Наставник года", "year": "2025/2026", "nominate_until": day}
    assert client.get("/contests/new/").status_code == 200
    response = client.post("/contests/new/", sent)
    contest = Contest.objects.get()
    assert response["Location"] == f"/contests/{contest.pk}/"
    base = response["Location"]

    take(client, contest, "open")
    nomination = contest.nominations.get()
    assert client.get(f"{base}nominations/{nomination.pk}/").status_code == 200
    client.post(f"{base}nominations/{nomination.pk}/", {"nominee": mentor.pk, "text": "Помогла троим"})
    entry = ContestEntry.objects.get()
    assert entry.school == mentor.school
    take(client, contest, "close")
    placed = client.post(f"/contests/entries/{entry.pk}/place/", {"version": 1, "place": "winner"})
    assert placed["Location"] == base
    take(client, contest, "announce")
    assert fresh(contest).state == ContestState.ANNOUNCED


def test_methodist_honours_and_awards_the_winners_once(client_as, announced, mentor):
    client, base = client_as("methodist"), f"/contests/{announced.nomination.contest_id}/"
    assert client.post(f"{base}honour/").status_code == 400
    all_agree(announced)
    client.post(f"{base}honour/")
    assert Honour.objects.get().person == mentor
    assert client.get(f"{base}awards/").status_code == 200
    for _ in range(2):
        assert client.post(f"{base}awards/", wording(text="{место}")).status_code == 302
    assert [award.text for award in Award.objects.all()] == ["победитель"]


def test_curator_proposes_own_people_while_it_is_open(client_as, opened, mentor, other_school, make_teacher):
    stranger = make_teacher(other_school, "S1", last_name="Чужова")
    enlist(stranger)
    client, nomination = client_as("curator"), opened.nominations.get()
    address = f"/contests/{opened.pk}/nominations/{nomination.pk}/"
    assert stranger.last_name not in text_of(client.get(address))
    refused = client.post(address, {"nominee": stranger.pk, "text": "Наша"})
    assert refused.status_code == 400
    assert client.post(address, {"nominee": mentor.pk, "text": " "}).status_code == 400
    assert client.post(address, {"nominee": "9" * 20, "text": "Наша"}).status_code == 400
    assert client.post(address, {"nominee": mentor.pk, "text": "Наша"}).status_code == 302
    assert ContestEntry.objects.get().school == mentor.school
    again = client.post(address, {"nominee": mentor.pk, "text": "Ещё раз"})
    assert again.status_code == 400
    Contest.objects.update(nominate_until=timezone.localdate() - timedelta(days=1))
    assert client.post(address).status_code == 400
    late = client.post(address, {"nominee": mentor.pk, "text": "Поздно"})
    assert (late.status_code, ContestEntry.objects.count()) == (400, 1)
    assert "Выдвижение сейчас закрыто" in text_of(late)
    assert "Поздно" in text_of(late)
    assert client.get(address)["Location"] == f"/contests/{opened.pk}/"
    entry = ContestEntry.objects.get()
    kept = client.post(f"/contests/entries/{entry.pk}/remove/", {"version": entry.version})
    assert kept.status_code == 400


@pytest.mark.parametrize("login", ["curator", "director"])
def test_school_proposes_and_takes_back_a_pair(client_as, municipality, people, login):
    contest = make_contest(municipality, "open", kind=ContestKind.BEST_PAIR, title="Лучшая пара")
    pair, client = make_pair(people), client_as(login)
    address = f"/contests/{contest.pk}/nominations/{contest.nominations.get().pk}/"
    assert people["mentor"].last_name in text_of(client.get(address))
    response = client.post(address, {"nominee": pair.pk, "text": "Дружная"})
    entry = ContestEntry.objects.get()
    assert response["Location"] == f"/contests/entries/{entry.pk}/"
    assert client.get(response["Location"]).status_code == 200
    assert client.post(f"/contests/entries/{entry.pk}/remove/", {"version": 1}).status_code == 302
    assert not ContestEntry.objects.exists()


@pytest.mark.parametrize(
    ("login", "status"), [("curator", 403), ("director", 403), ("mentee", 403), ("department", 403)]
)
def test_only_the_centre_leads_and_issues(client_as, announced, login, status):
    client, contest = client_as(login), announced.nomination.contest
    assert client.get("/contests/new/").status_code == status
    assert client.get("/awards/new/").status_code == status
    assert client.get(f"/contests/{contest.pk}/edit/").status_code == status
    for address in ("steps/recall/", "honour/", "nominations/", "awards/"):
        assert client.post(f"/contests/{contest.pk}/{address}").status_code == status
    assert fresh(contest).state == ContestState.ANNOUNCED


def test_nominee_answers_for_oneself_alone(client_as, opened, people, mentor):
    entry = enter(opened, mentor, mentor.school)
    part = entry.people.get()
    own, base = client_as("mentor"), f"/contests/entries/{entry.pk}/"
    assert "Согласен(на) участвовать" in text_of(own.get(base))
    assert client_as("mentee").get(base).status_code == 404
    assert client_as("curator").post(f"{base}people/{part.pk}/agree/").status_code == 403
    assert own.post(f"{base}people/{part.pk}/agree/").status_code == 302
    assert (fresh(part).agreed_way, fresh(part).agrees) == (ConsentWay.PORTAL, True)
    assert own.post(f"{base}people/{part.pk}/agree/").status_code == 400
    assert own.post(f"{base}people/{part.pk}/refuse/").status_code == 302
    assert not fresh(part).agrees
    assert own.post(f"{base}place/", {"version": 1, "place": "winner"}).status_code == 403
    assert own.post(f"{base}remove/", {"version": 1}).status_code == 403


def test_draft_is_seen_by_the_centre_alone(client_as, municipality):
    contest = make_contest(municipality)
    assert client_as("head").get(f"/contests/{contest.pk}/").status_code == 200
    for login in ("curator", "mentor", "approver"):
        client = client_as(login)
        assert client.get(f"/contests/{contest.pk}/").status_code == 404
        assert contest.title not in text_of(client.get("/contests/"))


def test_other_municipality_is_not_found(client_as, other_municipality):
    contest = make_contest(other_municipality, "open")
    award = make_award(other_municipality, recipient="Семья")
    for login in ("methodist", "curator", "mentor"):
        client = client_as(login)
        for address in (f"/contests/{contest.pk}/", f"/awards/{award.pk}/", f"/awards/{award.pk}/award.pdf"):
            assert client.get(address).status_code == 404
        assert award.number not in text_of(client.get("/awards/"))
    assert client_as("methodist").post(f"/contests/{contest.pk}/steps/close/").status_code == 404


def test_second_window_is_told_409_and_keeps_what_was_typed(client_as, opened):
    client, stale = client_as("methodist"), opened.version
    lead_on = fresh(opened)
    data = {"nomination-version": stale, "nomination-title": "Новая", "nomination-takes": "pair"}
    assert client.post(f"/contests/{opened.pk}/nominations/", data).status_code == 302
    response = client.post(f"/contests/{opened.pk}/nominations/", {**data, "nomination-title": "Другая"})
    assert response.status_code == 409
    assert 'value="Другая"' in text_of(response)
    assert f'value="{lead_on.version + 1}"' in text_of(response)
    assert client.post(f"/contests/{opened.pk}/steps/close/", {"close-version": stale}).status_code == 409
    assert client.post(f"/contests/{opened.pk}/steps/close/", {"close-version": "9" * 20}).status_code == 400
    assert client.post(f"/contests/{opened.pk}/steps/burn/").status_code == 404


def test_award_is_seen_by_its_holder_and_the_own_school(
    client_as, municipality, mentor, other_school, make_teacher
):
    own = make_award(municipality, mentor)
    other = make_award(municipality, make_teacher(other_school, "S1", last_name="Чужова"))
    for login, seen in (("mentor", 1), ("curator", 1), ("methodist", 2), ("approver", 2), ("mentee", 0)):
        client = client_as(login)
        shown = [client.get(f"/awards/{award.pk}/").status_code for award in (own, other)]
        assert shown == [200 if seen > 0 else 404, 200 if seen > 1 else 404]
    assert client_as("curator").post(f"/awards/{own.pk}/revoke/", {"reason": "x"}).status_code == 403
    assert client_as("methodist").post(f"/awards/{own.pk}/revoke/", {"reason": " "}).status_code == 400
    assert client_as("methodist").post(f"/awards/{own.pk}/revoke/", {"reason": "Ошибка"}).status_code == 302
    assert client_as("methodist").post(f"/awards/{own.pk}/revoke/", {"reason": "Ошибка"}).status_code == 400


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"addressee": "person"}, "person"),
        ({"addressee": "parents"}, "recipient"),
        ({"addressee": "person", "recipient": "Семья"}, "recipient"),
        ({"addressee": "parents", "recipient": "Семья", "date": "2000-01-01"}, "date"),
        ({"addressee": "nobody"}, "addressee"),
    ],
)
def test_award_that_is_not_filled_in_is_refused_with_words(client_as, sent, field):
    response = client_as("methodist").post("/awards/new/", wording(**sent))
    assert response.status_code == 400
    assert response.context["form"].errors[field]
    assert not Award.objects.exists()


def test_letters_to_parents_and_pairs_of_the_year(client_as, people):
    client = client_as("methodist")
    sent = wording(kind="thanks", addressee="parents", recipient="Семья Сосновых", is_name_open="1")
    assert client.post("/awards/new/", sent).status_code == 302
    assert Award.objects.get().is_name_open
    pair = make_pair(people, state="completed")
    pair.members.update(end_date=timezone.localdate())
    year = timezone.localdate().year - (timezone.localdate().month < 9)
    sent = wording(kind="thanks", year=f"{year}/{year + 1}")
    for _ in range(2):
        assert client.post("/awards/pairs/", sent).status_code == 302
    assert Award.objects.filter(person=people["mentor"]).count() == 1
    assert client.post("/awards/pairs/", {**sent, "year": "2001/2002"}).status_code == 400


def test_register_is_filtered_and_exported(client_as, municipality, mentor):
    make_award(municipality, mentor)
    make_award(municipality, recipient="=HYPERLINK(1)")
    client = client_as("methodist")
    shown = text_of(client.get("/awards/", {"q": "клёнова", "kind": "thanks", "year": YEAR}))
    assert mentor.last_name in shown
    assert "HYPERLINK" not in shown
    assert "Найдено <b>0</b>" in text_of(client.get("/awards/", {"kind": "diploma"}))
    assert "HYPERLINK" not in text_of(client.get("/awards/", {"year": "9" * 20}))
    response = client.get("/awards/awards.xlsx", {"q": "клёнова"})
    assert response["Content-Disposition"].endswith('.xlsx"')
    assert JournalEntry.objects.get(action="awards.exported").data["rows"] == 1


def test_paper_says_what_the_register_says(client_as, municipality, mentor):
    award = make_award(municipality, mentor)
    response = client_as("mentor").get(f"/awards/{award.pk}/award.docx")
    document = Document(io.BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for words in (
        "БЛАГОДАРСТВЕННОЕ ПИСЬМО",
        "№ 2025/26-001",
        mentor.full_name,
        award.shown_code,
        SIGNED["signer"],
    ):
        assert words in text
    assert "/public/check/" in text


@pytest.mark.pdf
def test_paper_is_printed_as_pdf(client_as, municipality, mentor):
    award = make_award(municipality, mentor)
    response = client_as("methodist").get(f"/awards/{award.pk}/award.pdf")
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"] == 'attachment; filename="award-2025-001.pdf"'
    assert JournalEntry.objects.get(action="documents.paper_printed").target_id == award.pk


def test_pages_ask_the_same_however_many_rows(
    client_as, municipality, mentor, school, make_teacher, django_assert_max_num_queries
):
    contest = make_contest(municipality, "open")
    others = [make_teacher(school, f"T{number}") for number in range(12)]
    enlist(*others)
    for person in (mentor, *others):
        enter(contest, person, school)
        make_award(municipality, person)
    lead(contest, "close")
    client = client_as("methodist")
    for address in (f"/contests/{contest.pk}/", "/contests/", "/awards/", "/public/contests/"):
        with django_assert_max_num_queries(25):
            client.get(address)
