"""The main job as people do it: bank file → pair from a request → questionnaire on a phone → the count."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from mentorship.bank.enums import RequestState
from mentorship.bank.models import Difficulty, MenteeRequest
from schools import years
from schools.models import Municipality, Person, School
from surveys.enums import CampaignState
from surveys.models import Campaign, Questionnaire
from tests.cast import PASSWORD
from tests.workbooks import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
BANK_HEADINGS = (
    "Район", "ОО, где работает наставник", "ФИО наставника",
    "Наставляемый. Кто может стать наставляемым", "Предмет", "Направление совместной деятельности",
    "Примерный стаж наставляемого", "Предполагаемая категория наставляемого",
    "Электронный адрес наставника, страница (если есть)",
)  # fmt: skip


@pytest.fixture
def bank_file(municipality: Municipality, school: School, people: dict[str, Person]) -> dict[str, Any]:
    """A bank of one mentor, as an upload."""
    row = (
        municipality.name, school.name, people["mentor"].full_name, "молодой/начинающий педагог", "Физика",
        "преподавание предмета", "11-20", "первая категория", "mentor@example.org",
    )  # fmt: skip
    return {
        "name": "bank.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": workbook(BANK_HEADINGS, row),
    }


@pytest.fixture
def request_of_mentee(people: dict[str, Person]) -> MenteeRequest:
    """What the mentee asks for, accepted into the base of requests."""
    return MenteeRequest.objects.create(
        person=people["mentee"],
        difficulty=Difficulty.objects.get_or_create(name="подготовка урока физики")[0],
        requested_date=timezone.localdate() - timedelta(days=3),
        state=RequestState.ACCEPTED,
    )


@pytest.fixture
def campaign(municipality: Municipality) -> Campaign:
    """The form «до» of mentees is asked this year."""
    today = timezone.localdate()
    form = Questionnaire.objects.get(code="mentee_before")
    return Campaign.objects.create(
        municipality=municipality, questionnaire=form, version=form.versions.get(state="published"),
        year=years.year_of(today), state=CampaignState.OPEN, opens_date=today - timedelta(days=1),
        closes_date=today + timedelta(days=30),
    )  # fmt: skip


def signed_in(context: BrowserContext, base_url: str, login: str) -> Page:
    """A page of a browser session in which the person has signed in by hand."""
    page = context.new_page()
    page.goto(f"{base_url}/accounts/login/")
    page.get_by_label("Имя для входа").fill(login)
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def import_bank(page: Page, base_url: str, bank_file: dict[str, Any]) -> None:
    """Upload, look at the preview, confirm."""
    page.goto(f"{base_url}/admin/import/bank/")
    page.locator("input[type=file]").set_input_files(bank_file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Проверить файл").click()
    page.get_by_role("button", name="Загрузить 1 строку").click()
    page.goto(f"{base_url}/bank/")
    expect(page.get_by_role("table")).to_contain_text("Клёнова Эмма Савельевна")


def form_pair(page: Page, base_url: str) -> None:
    """From the waiting request to a pair at work under an order."""
    today = timezone.localdate().isoformat()
    page.goto(f"{base_url}/matching/")
    page.get_by_role("button", name=re.compile("Предложить")).first.click()
    page.get_by_role("button", name="Отметить письменное согласие").click()
    page.get_by_role("link", name="Закрепить приказом").click()
    page.get_by_label("Номер приказа").fill("17-од")
    page.get_by_label("Дата приказа").fill(today)
    page.get_by_role("button", name="Закрепить приказом").click()
    page.get_by_role("link", name="Начать работу").click()
    page.get_by_label("Работает с").fill(today)
    page.get_by_role("button", name="Начать работу").click()
    expect(page.get_by_role("main")).to_contain_text("действует")


def answer_section(page: Page) -> None:
    """Answer every scale with 8, every yes/no with «да», every text with a few words."""
    for group in page.locator("main fieldset:visible").all():
        for words in ("8", "да"):
            option = group.get_by_role("radio", name=words, exact=True)
            if option.count():
                option.check(force=True)
        for text in group.get_by_role("textbox").all():
            text.fill("Жду поддержки на первых уроках.")


def go_on(page: Page, way: Locator) -> None:
    """Press what leads on and wait for all of the next page: what is counted there must stand there."""
    with page.expect_navigation():
        way.click()


def next_section(page: Page) -> None:
    """Press the visible button that leads to the next section."""
    go_on(page, page.locator("main button.btn-main[value=next]"))


def test_main_job_from_bank_file_to_counted_response(
    browser: Browser,
    base_url: str,
    users: dict[str, Any],
    bank_file: dict[str, Any],
    request_of_mentee: MenteeRequest,
    campaign: Campaign,
) -> None:
    desk = signed_in(browser.new_context(locale="ru-RU"), base_url, "methodist")
    import_bank(desk, base_url, bank_file)
    form_pair(desk, base_url)

    phone = signed_in(browser.new_context(locale="ru-RU", **PHONE), base_url, "mentee")  # type: ignore[arg-type]
    phone.goto(f"{base_url}/surveys/")
    go_on(phone, phone.get_by_role("link", name=re.compile("Заполнить")).first)
    answer_section(phone)
    next_section(phone)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.context.close()

    other = signed_in(browser.new_context(locale="ru-RU"), base_url, "mentee")
    other.goto(f"{base_url}/surveys/")
    go_on(other, other.get_by_role("link", name=re.compile("Продолжить")).first)
    while other.locator("main button.btn-main[value=next]").count():
        answer_section(other)
        next_section(other)
    other.locator("main button[value=submit]").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Спасибо, анкета принята")

    department = signed_in(browser.new_context(locale="ru-RU"), base_url, "department")
    department.goto(f"{base_url}/reports/surveys/")
    expect(department.get_by_role("main")).to_contain_text(re.compile(r"1\s*первая анкета, «до»"))
