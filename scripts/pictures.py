"""Takes the guide's pictures: `pictures.py http://127.0.0.1:8000 docs/guide/pictures [name …]`.

What is on each stands in docs/guide/pictures.toml. Needs Chromium; everybody there has the password
DEMO_PASSWORD.
"""

import io
import os
import shutil
import sys
import tomllib
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

LIST = Path(__file__).parents[1] / "docs" / "guide" / "pictures.toml"
PASSWORD = os.environ["DEMO_PASSWORD"]
DESK = {"width": 1200, "height": 800}
PHONE = {"width": 360, "height": 720}


def take(browser: Browser, portal: str, told: dict[str, str]) -> Image.Image:
    """The screen of one entry of the list."""
    size = PHONE if told.get("phone") else DESK
    context = browser.new_context(base_url=portal, viewport=size, locale="ru-RU", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"/accounts/login/?next={told['path']}")
    page.get_by_label("Имя для входа").fill(told["login"])
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    page.wait_for_url(f"{portal}{told['path']}")
    if "follow" in told:
        page.locator(told["follow"]).first.click()
        page.wait_for_load_state()
    screen = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return screen


def main(portal: str, folder: str, *names: str) -> None:
    """Write the named pictures, or all."""
    pictures = tomllib.loads(LIST.read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--lang=ru"],
        )
        for name in names or pictures:
            take(browser, portal, pictures[name]).save(Path(folder) / f"{name}.webp", quality=80, method=6)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
