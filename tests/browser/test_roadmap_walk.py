"""The whole way of a roadmap: made, returned over one event, corrected, agreed, marked from a phone, seen."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mentorship.roadmap.models import Roadmap
from schools import years
from tests.browser.roadmap_steps import PHONE, expect_told, mark_with_photo, open_roadmap, see_photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {"width": 1440, "height": 900}
RETURNED = "5.4"
REMARK = "Поставьте срок раньше каникул."


@pytest.fixture
def screen_as(new_context, live_server, client_as):
    """A screen of a size, with somebody of the cast signed in: `screen_as("curator", PHONE)`."""

    def sign_in(login, size):
        context = new_context(viewport=size)
        key = client_as(login).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        return context.new_page()

    return sign_in


def make_and_submit(page: Page) -> str:
    """From the empty page to the queue of the department; returns the roadmap's address."""
    page.goto("/roadmap/")
    page.get_by_role("link", name="Создать карту").click()
    page.get_by_role("radio", name=re.compile("^Целевая модель")).check()
    page.get_by_role("button", name="Создать черновик").click()
    expect_told(page, "Черновик создан")
    page.get_by_role("button", name="Отправить на согласование").click()
    expect_told(page, "Карта отправлена на согласование.")
    return page.url


def return_one_event(page: Page, address: str) -> None:
    """A remark on one event, none on the others."""
    page.goto(address)
    page.get_by_role("link", name="Написать замечания к мероприятиям").click()
    page.locator("summary", has_text=re.compile(rf"{RETURNED[0]}\. ")).click()
    event = page.get_by_role("group", name=re.compile(rf"^{re.escape(RETURNED)} "))
    event.get_by_role("textbox").fill(REMARK)
    page.get_by_role("button", name="Вернуть на доработку").click()
    expect_told(page, "школа увидит замечания у мероприятий")


def correct_and_submit(page: Page, address: str, day: str) -> None:
    """The remark leads to the event, the event back to the plan."""
    page.goto(address)
    expect(page.get_by_text(REMARK)).to_be_visible()
    page.get_by_role("link", name="Исправить мероприятие").click()
    page.get_by_label("Начало").fill("")
    page.get_by_label(re.compile(r"^Срок")).fill(day)
    page.get_by_role("button", name="Сохранить").click()
    page.goto(address)
    expect(page.get_by_text("мероприятие исправлено")).to_be_visible()
    page.get_by_role("button", name="Отправить на согласование").click()
    expect_told(page, "Карта отправлена на согласование.")


def agree(page: Page, address: str) -> None:
    """The correction is read beside the remark, then the whole plan is agreed."""
    page.goto(f"{address}review/")
    expect(page.get_by_text("Мероприятие исправили")).to_have_count(1)
    page.goto(address)
    page.get_by_role("button", name="Согласовать").click()
    expect_told(page, "Карта согласована.")


def open_first_form(page: Page) -> str:
    """The most pressing event that a photo proves: its form stands open or one press away."""
    form = page.locator('form[aria-label^="Отметить"]').first
    if not form.is_visible():
        form.locator("xpath=../summary").click()
    name = form.get_attribute("aria-label")
    return name.removeprefix("Отметить ")


def test_roadmap_goes_from_the_curator_to_the_department_and_back_to_a_photo(screen_as, school):
    year = years.year_of(timezone.localdate())
    curator, approver = screen_as("curator", DESK), screen_as("approver", DESK)
    address = make_and_submit(curator)
    return_one_event(approver, address)
    correct_and_submit(curator, address, f"{year + 1}-05-20")
    agree(approver, address)

    phone = screen_as("curator", PHONE)
    open_roadmap(phone, address)
    code = open_first_form(phone)
    mark_with_photo(phone, code)

    roadmap = Roadmap.objects.get(school=school, year=year)
    event = roadmap.events.get(code=code)
    assert (roadmap.state, roadmap.agreed_by.username) == ("in_progress", "approver")
    assert roadmap.events.get(code=RETURNED).agreed_due_date.isoformat() == f"{year + 1}-05-20"
    assert (event.state, event.done_date) == ("done", timezone.localdate())
    assert [row.file_name for row in event.evidence.all()] == ["лист.jpg"]
    see_photo(approver, f"{address.removesuffix('/')}/events/{event.pk}/")
