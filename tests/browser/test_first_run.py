"""From nothing to a dashboard: an empty portal and one superuser, who only follow what the pages say."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from schools.models import Municipality, School

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEMO = Path(__file__).parents[1] / "data" / "demo"
EXPECTED = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))
PASSWORD = "тихая-роща-17-сосен"
FIVE_MINUTES = 300
# What a step's button or link says, and the workbook of which it asks.
STEPS = {
    "Загрузить школы": "schools",
    "Загрузить учебные годы": "school_years",
    "Загрузить сотрудников": "staff",
    "Загрузить роли": "roles",
}
AT_WORK = {
    "Запросы": "requests",
    "Пары и группы": "pairs",
    "Диагностики": "diagnostics",
    "Обучение наставников": "trainings",
    "Сведения школ": "statistics",
    "Ответы на анкеты": "answers",
}


@pytest.fixture
def superuser(db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """What an installation begins with: no municipality, no school, one account."""
    assert not Municipality.objects.exists()
    assert not School.objects.exists()
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, username="root", verbosity=0)
    return "root"


def card(page: Page) -> Any:
    """«Первые шаги» on the first page."""
    return page.get_by_role("region", name="Первые шаги")


def go_home(page: Page) -> None:
    """Back to the first page, by the admin's link or by the rail's."""
    page.get_by_role("link", name=re.compile("^(На портал|Мой день)$")).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def sign_in(page: Page, name: str) -> None:
    """The superuser signs in by hand."""
    page.goto("/")
    page.get_by_role("link", name="Войти").click()
    page.get_by_label("Имя для входа").fill(name)
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()


def make_municipality(page: Page) -> None:
    """The first step: a name."""
    card(page).get_by_role("link", name="Создать муниципалитет").click()
    page.get_by_label("Название").or_(page.get_by_label("Наименование")).first.fill(EXPECTED["municipality"])
    page.get_by_role("button", name="Сохранить", exact=True).click()
    go_home(page)


def name_methodist(page: Page) -> str:
    """The second step: who fills the portal; returns the link that the page shows."""
    card(page).get_by_role("link", name="Назвать методиста").click()
    page.get_by_label("Фамилия").fill("Липова")
    page.get_by_label("Имя", exact=True).fill("Зоя")
    page.get_by_label("Имя для входа").fill("methodist")
    page.get_by_role("button", name="Завести и показать ссылку").click()
    return page.locator("main code").inner_text()


def choose_password(page: Page, link: str) -> None:
    """The methodist opens the link."""
    page.goto(link)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Сохранить пароль и войти").click()
    expect(card(page)).to_be_visible()


def load(page: Page, link: str, kind: str) -> None:
    """A step that asks for a workbook: look what it would do, do it, come back."""
    card(page).get_by_role("link", name=link, exact=True).click()
    page.locator("input[type=file]").set_input_files(DEMO / f"{kind}.xlsx")
    page.get_by_role("button", name="Проверить файл").click()
    page.get_by_role("button", name=re.compile(r"^Загрузить \d")).click()
    expect(page.get_by_text(f"новых: {EXPECTED['counts'][kind]},")).to_be_visible()
    go_home(page)


def create_programme(page: Page) -> None:
    """The step of the programme, with the terms of the workbooks."""
    card(page).get_by_role("link", name="Создать программу").click()
    page.get_by_label("Наименование программы").fill("Программа наставничества")
    page.get_by_label("Первый день").fill(EXPECTED["programme_start"])
    page.get_by_label("Последний день").fill("2026-08-31")
    page.get_by_label("Базовый учебный год").fill(EXPECTED["baseline_year"])
    page.get_by_role("button", name="Создать программу").click()
    expect(page.get_by_role("status").first).to_contain_text("Программа создана")
    go_home(page)


def see_figures(page: Page) -> None:
    """The dashboard on the day of the workbooks says what they hold."""
    page.get_by_role("link", name="Показатели").first.click()
    page.get_by_label("На дату").fill(EXPECTED["as_of"])
    page.get_by_role("button", name="Показать").click()
    wanted = EXPECTED["indicators"]["p000_shnor_mentee_share"]
    expect(page.get_by_role("main")).to_contain_text(f"{wanted['numerator']} из {wanted['denominator']}")
    expect(page.get_by_role("main")).to_contain_text("55,8")


def test_empty_portal_comes_to_a_dashboard_in_five_minutes(
    browser: Browser, base_url: str, superuser: str
) -> None:
    begun = time.monotonic()
    own = {"base_url": base_url, "locale": "ru-RU"}
    desk = browser.new_context(**own).new_page()  # type: ignore[arg-type]
    sign_in(desk, superuser)
    make_municipality(desk)
    link = name_methodist(desk)
    desk.context.close()

    page = browser.new_context(**own).new_page()  # type: ignore[arg-type]
    choose_password(page, link)
    for words, kind in STEPS.items():
        load(page, words, kind)
    create_programme(page)
    load(page, "Загрузить банк", "bank")
    for words, kind in AT_WORK.items():
        load(page, words, kind)
    # the answers brought their campaigns along: nothing is missing, and the card has gone by itself
    expect(card(page)).to_have_count(0)
    see_figures(page)

    assert time.monotonic() - begun < FIVE_MINUTES
    page.context.close()
