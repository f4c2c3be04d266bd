"""The bank and the requests where there are more rows than are counted."""

from datetime import date

import pytest

from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest
from mentorship.bank.views.bank import BankListView
from mentorship.bank.views.requests import RequestListView
from schools import paging
from schools.paging import LOST


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Lists are long from the sixth row on, pages have two rows."""
    monkeypatch.setattr(paging, "BOUND", 5)
    for view in (BankListView, RequestListView):
        monkeypatch.setattr(view, "paginate_by", 2)


@pytest.fixture
def mentors(people, school, make_teacher, make_mentor):
    """Seven mentors, two of one name."""
    names = ("Аистова", "Белкина", "Белкина", "Волкова", "Ежова", "Зайцева", "Ивушкина")
    return [
        make_mentor(make_teacher(school, f"T{number}", last_name=name)) for number, name in enumerate(names)
    ]


def walked(client, path, **query):
    """The keys of every page from the first on."""
    pages, page = [], client.get(path, query)
    while True:
        shown = page.context["page_obj"]
        pages.append([row.pk for row in shown])
        if not shown.has_next():
            return pages
        page = client.get(path, {**query, "page": shown.next_page_number()})


def test_bank_is_told_in_words_and_walked_to_its_end(client_as, mentors):
    client = client_as("methodist")
    text = client.get("/bank/").text
    assert "больше 5\n    педагогов, больше 5\n    могут взять" in text
    assert "Найдено <b>больше 5</b>" in text
    assert "Строк больше 5, здесь 2" in text
    keys = [mentor.pk for mentor in mentors]
    assert walked(client, "/bank/") == [keys[:2], keys[2:4], keys[4:6], keys[6:]]


def test_condition_stays_with_the_place(client_as, mentors):
    client = client_as("methodist")
    page = client.get("/bank/", {"q": "физика"})
    assert (
        f"?q=%D1%84%D0%B8%D0%B7%D0%B8%D0%BA%D0%B0&amp;page={page.context['page_obj'].next_page_number()}"
        in page.text
    )
    assert [len(part) for part in walked(client, "/bank/", q="физика")] == [2, 2, 2, 1]


@pytest.mark.parametrize("place", ["after.1.x", "before.2.x", "700", "много"])
def test_forged_place_is_told_of(client_as, mentors, place):
    page = client_as("methodist").get("/bank/", {"page": place})
    assert page.status_code == 200
    assert LOST in page.text
    assert [row.pk for row in page.context["page_obj"]] == [mentor.pk for mentor in mentors[:2]]


def test_place_of_a_list_that_is_long_no_more_gives_its_beginning(client_as, mentors):
    client = client_as("methodist")
    place = client.get("/bank/").context["page_obj"].next_page_number()
    mentors[0].delete()
    mentors[1].delete()
    page = client.get("/bank/", {"page": place})
    assert (page.status_code, page.context["page_obj"].number) == (200, 1)
    assert client.get("/bank/", {"page": "last"}).context["page_obj"].number == 3


def test_requests_are_walked_in_their_order(client_as, people, school, make_teacher, make_request):
    asked = [
        make_request(
            make_teacher(school, f"R{number}", last_name="Норкина"),
            requested_date=date(2026, 2, 1 + number % 3),
            state=RequestState.CLOSED if number % 2 else RequestState.ACCEPTED,
        )
        for number in range(9)
    ]
    client = client_as("methodist")
    assert "больше 5" not in client.get("/requests/", {"state": "closed"}).text
    pages = walked(client, "/requests/")
    expected = [row.pk for row in MenteeRequest.objects.waiting_first()]
    assert [pk for part in pages for pk in part] == expected
    # waiting ones by their day, the longest wait first; then the others, the newest first
    order = [0, 6, 4, 2, 8, 5, 1, 7, 3]
    assert expected == [asked[number].pk for number in order]
