"""The curator's main job on a phone without JavaScript, and what the department and a teacher then see."""

import pytest

from mentorship.roadmap.models import Evidence
from tests.browser import dress
from tests.browser.roadmap_steps import (
    PHONE,
    come_by_code,
    mark_with_photo,
    open_roadmap,
    see_photo,
    show_code,
    try_to_mark_without_evidence,
)
from tests.roadmap.conftest import event_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone_as(new_context, live_server, client_as):
    """A phone whose browser runs no scripts, with somebody of the cast signed in."""

    def sign_in(login, **options):
        settings = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": False}
        context = new_context(**{**settings, **options})
        key = client_as(login).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        return context.new_page()

    return sign_in


def test_event_is_marked_with_a_photo_and_the_department_sees_it(phone_as, live_server, current):
    address = live_server.url + current.get_absolute_url()
    event = live_server.url + event_of(current, "1.1").get_absolute_url()
    curator = phone_as("curator")
    open_roadmap(curator, address)
    try_to_mark_without_evidence(curator, "1.1")
    open_roadmap(curator, address)
    mark_with_photo(curator, "1.1")
    assert Evidence.objects.get().file_name == "лист.jpg"
    see_photo(phone_as("department"), event)


def test_teacher_comes_by_the_code_at_the_door(phone_as, live_server, current):
    event = event_of(current, "1.1")
    code = show_code(phone_as("curator"), live_server.url + event.get_absolute_url())
    come_by_code(phone_as("mentee"), code)
    assert [str(row) for row in event.attendance.all()] == ["Осинин Тихон Эдуардович"]


def test_pages_of_an_event_fit_and_are_accessible(phone_as, live_server, current):
    event = event_of(current, "1.1")
    page = phone_as("curator", java_script_enabled=True, is_mobile=False)
    found = {}
    for address in (current, event):
        page.goto(live_server.url + address.get_absolute_url())
        found[str(address)] = (dress.faults(page, [{}]), dress.overflow(page))
    for part in ("people/", "door/"):
        page.goto(f"{live_server.url}{event.get_absolute_url()}{part}")
        found[part] = (dress.faults(page, [{}]), dress.overflow(page))
    assert {name: faults for name, faults in found.items() if faults != ({}, {})} == {}
