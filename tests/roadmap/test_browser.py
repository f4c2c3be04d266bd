"""The curator's main job on a phone without JavaScript: mark an event with a photo of the list."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentorship.roadmap.models import Evidence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def browser_context_args(browser_context_args):
    """A phone whose browser runs no scripts."""
    return {**browser_context_args, **PHONE, "java_script_enabled": False}


@pytest.fixture
def phone(page, live_server, client_as):
    """The curator, signed in."""
    key = client_as("curator").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    return page


def test_event_is_marked_with_a_photo(phone, live_server, current):
    phone.goto(f"{live_server.url}/roadmap/")
    form = phone.get_by_role("form", name="Отметить 1.1")
    form.get_by_label("Дата выполнения").fill(timezone.localdate().isoformat())
    form.get_by_role("button", name="Сохранить").click()
    expect(phone.get_by_role("alert")).to_contain_text("Приложите хотя бы одно подтверждение")
    photo = {"name": "лист.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 photo"}
    phone.get_by_label("Фото или файлы").first.set_input_files(photo)
    phone.get_by_role("button", name="Отметить выполнение").click()
    expect(phone.get_by_role("status")).to_contain_text("Мероприятие отмечено выполненным.")
    assert Evidence.objects.get().file_name == "лист.jpg"
