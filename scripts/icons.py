"""Draw the icons of the installed portal from static/favicon.svg; the pictures are committed.

A maskable icon is cut by the telephone to a circle of four fifths: the ground fills it, the mark is within.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.chromium import CHROMIUM, FLAGS  # noqa: E402 - found only from the root

SIZES = (192, 512)
SAFE = 0.72


def maskable(mark: str) -> str:
    """The same mark, smaller, on a ground without corners."""
    ground = re.sub(r' rx="\d+"', "", re.search(r"<rect[^>]+>", mark)[0])  # type: ignore[index]
    inner = re.sub(r"</?svg[^>]*>|<rect[^>]+>", "", mark)
    shift = 34 * (1 - SAFE) / 2
    opening = re.search(r"<svg[^>]+>", mark)[0]  # type: ignore[index]
    return f'{opening}{ground}<g transform="translate({shift} {shift}) scale({SAFE})">{inner}</g></svg>'


def main() -> None:
    """Write four pictures into static/icons/."""
    mark = (ROOT / "static" / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, drawing in {"portal": mark, "portal-maskable": maskable(mark)}.items():
            for size in SIZES:
                page = browser.new_page(viewport={"width": size, "height": size})
                page.set_content(f"<body style='margin:0'>{drawing.replace('<svg', '<svg width=100%', 1)}")
                path = ROOT / "static" / "icons" / f"{name}-{size}.png"
                page.screenshot(path=path, omit_background=True)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
