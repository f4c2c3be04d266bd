"""Two windows on one record of a page: the second is told what is stored, keeps its words, and decides."""

import re
from datetime import date

import pytest

from mentorship.roadmap.models import TownEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(municipality):
    return TownEvent.objects.create(municipality=municipality, date=date(2026, 3, 20), topic="Форум")


def stamp_of(page):
    return re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1]


def test_second_window_of_a_page_is_told_and_may_insist(client_as, event):
    client, address = client_as("methodist"), f"{event.get_absolute_url()}edit/"
    first = stamp_of(client.get(address))
    fields = {"date": "2026-03-20", "state": "planned", "topic": "Форум наставников", "stamp": first}
    assert client.post(address, fields).status_code == 302

    refused = client.post(address, {**fields, "topic": "Фестиваль"})

    page = " ".join(refused.content.decode().split())
    assert refused.status_code == 409
    assert "изменили в другом окне" in page
    assert "Сохранено сейчас: Форум наставников" in page
    assert "Фестиваль</textarea>" in page
    event.refresh_from_db()
    assert event.topic == "Форум наставников"

    assert (
        client.post(address, {**fields, "topic": "Фестиваль", "stamp": stamp_of(refused)}).status_code == 302
    )
    event.refresh_from_db()
    assert event.topic == "Фестиваль"
