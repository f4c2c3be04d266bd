"""«Недавнее», the address of a card, columns of lists, and what becomes of them when data are destroyed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.privacy.enums import Ground
from mentorship.privacy.erasing import erase
from schools.comfort.recents import KEPT, MOST, recents
from schools.models import AccountHabits, RoleAssignment, SavedFilter, School, User
from tests.cast import SINCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(people):
    """A mentor of the bank."""
    Mentor.objects.enlist([people["mentor"]], state=MentorState.IN_BANK)
    return people["mentor"]


def titles(client) -> list[str]:
    return [recent.hit.title for recent in client.get("/search/").context["recents"]]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def changes(queries) -> list[str]:
    return [
        query["sql"] for query in queries if "accounthabits" in query["sql"] and "SELECT" not in query["sql"]
    ]


def test_opened_cards_stand_on_the_search_page_the_newest_first(client_as, mentor, school, other_school):
    client = client_as("methodist")
    for address in (f"/bank/{mentor.pk}/", "/reports/schools/901/", "/reports/schools/902/", "/bank/"):
        assert client.get(address).status_code == 200
    client.get("/reports/schools/901/")

    names = ["Ёлкинская СОШ", "Сосновая ООШ", "Клёнова Эмма Савельевна"]
    assert titles(client) == names
    assert AccountHabits.objects.get().recent == [
        ["schools", "901"], ["schools", "902"], ["mentors", mentor.pk]
    ]  # fmt: skip
    assert "Недавнее" in words(client.get("/search/"))
    # words were asked for: the answer stands alone
    assert client.get("/search/", {"q": "ёлки"}).context["recents"] == []
    assert titles(client_as("head")) == []


def test_a_card_costs_one_change_and_none_when_it_is_the_newest(client_as, mentor, school):
    client = client_as("methodist")
    asked = []
    for address in ("/reports/schools/901/", f"/bank/{mentor.pk}/", f"/bank/{mentor.pk}/", "/bank/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(changes(queries)))
    assert asked == [1, 1, 0, 0]


def test_what_is_refused_or_fetched_ahead_is_not_noted(client_as, mentor, foreign_school):
    client = client_as("methodist")
    assert client.get("/reports/schools/801/").status_code == 404
    assert client_as("mentee").get("/reports/schools/901/").status_code == 403
    client.get(f"/bank/{mentor.pk}/", headers={"Sec-Purpose": "prefetch"})
    client.head(f"/bank/{mentor.pk}/")
    assert not AccountHabits.objects.exists()


def test_a_card_that_is_out_of_reach_vanishes(client_as, mentor, users, school, other_school):
    client = client_as("methodist")
    client.get(f"/bank/{mentor.pk}/")
    client.get("/reports/schools/901/")
    School.objects.filter(pk=school.pk).update(name="Новое имя")
    assert titles(client) == ["Новое имя", "Клёнова Эмма Савельевна"]

    RoleAssignment.objects.filter(person=users["methodist"].person).update(end_date=SINCE)
    assert recents(User.objects.get(pk=users["methodist"].pk)) == []


def test_ten_are_shown_and_few_more_are_kept(client_as, users, municipality):
    School.objects.bulk_create(
        School(code=f"7{number:02}", municipality=municipality, name=f"Школа {number}")
        for number in range(20)
    )
    client = client_as("methodist")
    for number in range(KEPT + 2):
        client.get(f"/reports/schools/7{number:02}/")
    assert len(AccountHabits.objects.get().recent) == KEPT
    assert titles(client) == [f"Школа {number}" for number in range(KEPT + 1, KEPT + 1 - MOST, -1)]
    with CaptureQueriesContext(connection) as queries:
        recents(users["methodist"])
    assert len(queries) <= 4


def test_nobodys_name_survives_in_what_others_opened(client_as, mentor, users):
    client = client_as("methodist")
    client.get(f"/bank/{mentor.pk}/")
    SavedFilter.objects.create(
        user=users["methodist"],
        page="bank:list",
        title="Про Клёнову Эмму",
        conditions=[["q", "Клёнова Эмма"]],
    )
    own = SavedFilter.objects.create(user=users["mentor"], page="bank:list", title="Моё", conditions=[])
    AccountHabits.objects.create(user=users["mentor"])

    erase(person=mentor, reason="заявление", ground=Ground.ASKED, by=None, now=timezone.now())

    assert not any("Клёнова" in title for title in titles(client))
    kept = SavedFilter.objects.get(user=users["methodist"])
    assert "Клёнов" not in f"{kept.title} {kept.conditions}"
    assert not SavedFilter.objects.filter(pk=own.pk).exists()
    assert not AccountHabits.objects.filter(user=users["mentor"]).exists()


def test_card_offers_its_bare_address(client_as, mentor):
    page = words(client_as("methodist").get(f"/bank/{mentor.pk}/?from=letter&token=1"))
    assert f'data-copy="http://testserver/bank/{mentor.pk}/" hidden' in page
    assert 'href="mailto:?subject=' in page
    assert "Скопировать ссылку" not in words(client_as("methodist").get("/bank/"))


def test_columns_are_chosen_by_account_and_list(client_as, mentor):
    client = client_as("methodist")
    assert 'data-label="Категория"' in words(client.get("/bank/"))
    chosen = {"page": "bank:list", "column": ["subjects", "places"], "next": "/bank/?free=1"}
    assert client.post("/columns/", chosen).url == "/bank/?free=1"

    page = words(client.get("/bank/"))
    assert 'data-label="Предмет"' in page
    assert 'data-label="Категория"' not in page
    assert "скрыто 4" in page
    assert 'data-label="Категория"' in words(client_as("head").get("/bank/"))
    client.post("/columns/", {"page": "pairs:list", "column": []})
    habits = AccountHabits.objects.get()
    assert habits.left_out["bank:list"] == ["directions", "experience", "category", "mentees"]
    assert habits.left_out["pairs:list"] == ["schools", "since", "order", "meeting", "state"]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", ""])
def test_columns_lead_back_to_the_portal_alone(back, client_as):
    client = client_as("methodist")
    assert client.post("/columns/", {"page": "bank:list", "next": back}).url == "/bank/"
    assert client.post("/columns/", {"page": "no:list"}).status_code == 404
    assert client.get("/columns/").status_code == 405


def test_nothing_to_take_back_is_said_so(client_as):
    response = client_as("methodist").post("/undo/", follow=True)
    assert "Теперь меняйте записи по одной" in words(response)
    assert client_as("methodist").get("/undo/").status_code == 405
