"""Filters of lists under a name of one's own: what is kept, for whom, how it is refused."""

import re
from html import unescape

import pytest

from mentorship.bank.models import Difficulty, MenteeRequest
from schools.comfort.conditions import sealed, unsealed
from schools.comfort.saved import MOST_OF_A_LIST
from schools.models import SavedFilter
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
PAGE = "/requests/"
NARROWED = f"{PAGE}?state=draft&q=ёлка&page=1&token=secret&year="


@pytest.fixture(autouse=True)
def _list_of_one(people):
    """Filters stand over a list that has something to narrow."""
    difficulty = Difficulty.objects.get_or_create(key="дисциплина", defaults={"name": "дисциплина"})[0]
    MenteeRequest.objects.create(person=people["mentee"], difficulty=difficulty, requested_date=TODAY)


def sealed_on(client, address: str) -> str:
    """What the button of the page would send."""
    found = re.search(r'name="kept" value="([^"]+)"', client.get(address).content.decode())
    return unescape(found[1]) if found else ""


def keep(client, title: str, address: str = NARROWED):
    return client.post("/filters/", {"title": title, "kept": sealed_on(client, address)})


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_kept_filter_holds_the_fields_of_the_list_alone(client_as, users):
    client = client_as("methodist")
    response = keep(client, "  Черновики   про ёлку ")

    saved = SavedFilter.objects.get()
    assert (saved.user, saved.page, saved.title) == (
        users["methodist"],
        "requests:list",
        "Черновики про ёлку",
    )
    assert saved.conditions == [["q", "ёлка"], ["state", "draft"]]
    assert response.url == saved.get_absolute_url()
    page = words(client.get(response.url))
    assert "Отбор «Черновики про ёлку» сохранён" in page
    assert 'aria-current="true" >Черновики про ёлку</a>' in page
    # what is kept already is not offered to be kept again
    assert "Сохранить этот отбор" not in page
    assert "Сохранить этот отбор" in words(client.get(f"{PAGE}?state=draft"))


def test_list_without_conditions_offers_nothing_to_keep(client_as):
    assert "Сохранить этот отбор" not in words(client_as("methodist").get(f"{PAGE}?page=2&state=&x=1"))
    # a value the form does not understand is no condition
    assert "Сохранить этот отбор" not in words(client_as("methodist").get(f"{PAGE}?state=nonsense"))


def test_filters_are_nobody_elses(client_as):
    keep(client_as("methodist"), "Мой отбор")
    saved = SavedFilter.objects.get()
    other = client_as("head")

    assert "Мой отбор" not in words(other.get(PAGE))
    assert "Мой отбор" not in words(other.get("/filters/"))
    assert other.post(f"/filters/{saved.pk}/", {"drop": "1"}).status_code == 404
    assert other.get(f"/filters/{saved.pk}/").status_code == 405
    # another list does not show it either
    assert "Мой отбор" not in words(client_as("methodist").get("/bank/"))


def test_name_that_is_taken_is_refused_with_what_was_typed(client_as):
    client = client_as("methodist")
    keep(client, "Ёлки")
    again = keep(client, "елки", f"{PAGE}?waiting=1")

    assert again.status_code == 400
    assert "Отбор «елки» у этого списка уже есть: назовите иначе." in words(again)
    assert 'value="елки"' in words(again)
    # from the refusal's own form it is kept under another name
    kept = unescape(re.search(r'name="kept" value="([^"]+)"', again.content.decode())[1])
    client.post("/filters/", {"title": "Ждут", "kept": kept})
    assert [one.title for one in SavedFilter.objects.all()] == ["Ёлки", "Ждут"]
    assert SavedFilter.objects.get(title="Ждут").conditions == [["waiting", "1"]]


def test_renaming_and_forgetting(client_as):
    client = client_as("methodist")
    keep(client, "Один")
    keep(client, "Два", f"{PAGE}?waiting=1")
    first = SavedFilter.objects.get(title="Один")

    assert "Запросы" in words(client.get("/filters/"))
    refused = client.post(f"/filters/{first.pk}/", {"title": "два"})
    assert refused.status_code == 400
    assert "Отбор «два» у этого списка уже есть" in words(refused)
    assert client.post(f"/filters/{first.pk}/", {"title": ""}).status_code == 400
    assert client.post(f"/filters/{first.pk}/", {"title": "Три"}).url == "/filters/"
    first.refresh_from_db()
    assert first.title == "Три"
    assert client.post(f"/filters/{first.pk}/", {"drop": "1"}).url == "/filters/"
    assert [one.title for one in SavedFilter.objects.all()] == ["Два"]


def test_a_list_has_room_for_twenty(client_as, users):
    SavedFilter.objects.bulk_create(
        SavedFilter(user=users["methodist"], page="requests:list", title=str(number), conditions=[])
        for number in range(MOST_OF_A_LIST)
    )
    refused = keep(client_as("methodist"), "Ещё")
    assert refused.status_code == 400
    assert "удалите ненужные" in words(refused)


@pytest.mark.parametrize("kept", ["", "x", "абв:гд", "9" * 20])
def test_what_the_portal_did_not_write_is_refused(kept, client_as):
    response = client_as("methodist").post("/filters/", {"title": "Чужой", "kept": kept})
    assert response.status_code == 400
    assert not SavedFilter.objects.exists()


def test_a_seal_is_for_one_account(client_as, users):
    seal = sealed(users["head"].pk, "requests:list", [["q", "а"]])
    assert unsealed(users["head"].pk, seal) == ("requests:list", [["q", "а"]])
    response = client_as("methodist").post("/filters/", {"title": "Чужой", "kept": seal})
    assert response.status_code == 400
    assert "Эта кнопка устарела" in words(response)


def test_filter_of_a_list_that_is_shut_today_waits_unseen(client_as, users):
    SavedFilter.objects.create(
        user=users["mentee"], page="pairs:runs", title="Прежнее место", conditions=[["q", "а"]]
    )
    SavedFilter.objects.create(user=users["mentee"], page="gone:list", title="Нет такого", conditions=[])
    SavedFilter.objects.create(user=users["mentee"], page="bank:list", title="Физика", conditions=[])
    page = words(client_as("mentee").get("/filters/"))
    assert "Физика" in page
    assert "Прежнее место" not in page
    assert "Нет такого" not in page


def test_open_pages_keep_nothing(client_as):
    page = words(client_as("methodist").get("/public/news/?q=ёлка"))
    assert "Сохранить этот отбор" not in page
    assert client_as("methodist").get("/filters/").status_code == 200


def test_address_of_a_filtered_list_is_sent_without_what_is_not_its_own(client_as):
    page = unescape(words(client_as("methodist").get(NARROWED)))
    address = "http://testserver/requests/?q=%D1%91%D0%BB%D0%BA%D0%B0&state=draft"
    assert f'data-copy="{address}"' in page
    assert "mailto:?subject=" in page
    assert "secret" not in re.search(r'href="(mailto:[^"]+)"', page)[1]
