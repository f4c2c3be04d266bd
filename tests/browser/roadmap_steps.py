"""What people do with a roadmap's events in a browser, step by step: tests put them together into walks."""

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.pictures import JPG

PHONE = {"width": 360, "height": 740}
PHOTO = {"name": "лист.jpg", "mimeType": "image/jpeg", "buffer": JPG}


def expect_told(page: Page, words: str) -> None:
    """The portal has said it; beside its messages stands the empty place of what is copied."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def open_roadmap(page: Page, address: str) -> None:
    """The curator's page of the roadmap, which opens with what is pressing."""
    page.goto(address)
    expect(page.get_by_role("heading", name="Ближайшие мероприятия")).to_be_visible()


def try_to_mark_without_evidence(page: Page, code: str) -> None:
    """The date is there already; nothing attached is refused with words."""
    form = page.get_by_role("form", name=f"Отметить {code}")
    expect(form.get_by_label("Дата выполнения")).to_have_value(timezone.localdate().isoformat())
    form.get_by_role("button", name="Отметить выполнение").click()
    expect(page.get_by_role("alert")).to_contain_text("Приложите хотя бы одно подтверждение")


def mark_with_photo(page: Page, code: str) -> None:
    """One photo, one press."""
    form = page.get_by_role("form", name=f"Отметить {code}")
    form.get_by_label("Фото или файлы").set_input_files(PHOTO)
    form.get_by_role("button", name="Отметить выполнение").click()
    expect_told(page, "Мероприятие отмечено выполненным.")


def see_photo(page: Page, address: str) -> None:
    """Whoever reads the event finds it done, with the photo."""
    page.goto(address)
    expect(page.locator(".page-head")).to_contain_text("выполнено")
    expect(page.get_by_role("link", name="лист.jpg")).to_be_visible()


def show_code(page: Page, address: str) -> str:
    """The curator shows the code; returns the address it holds."""
    page.goto(f"{address}door/")
    expect(page.get_by_role("img", name="QR‑код страницы")).to_be_visible()
    return page.locator("[data-address]").inner_text()


def come_by_code(page: Page, address: str) -> None:
    """A teacher follows the code and presses once."""
    page.goto(address)
    page.get_by_role("button", name="Я здесь").click()
    expect(page.get_by_text("вы в списке участников")).to_be_visible()
