"""One page in Chromium: what axe, the console, the ruler, the scales and the Tab key say of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.dress import NARROW, RULES, RULES_OF_COLOUR, THEMES, WIDE, look, overflow, violations
from tests.browser.walk.addresses import MISSING
from tests.chromium import CONTEXT

# Sums up what moved on the page without being asked to, from its first frame on.
SHIFTS = """
window.shifted = [];
new PerformanceObserver(list => {
  for (const { hadRecentInput, sources, value } of list.getEntries()) {
    if (hadRecentInput || value < 0.0001) continue;
    const moved = sources.map(source => source.node?.outerHTML?.slice(0, 80));
    window.shifted.push(`${value.toFixed(4)} ${moved.join(" ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame++) await new Promise(done => requestAnimationFrame(done));
  return window.shifted;
}"""
# One of each look of what can be focused: it, or what stands for it, looks another way with the focus on it.
BLIND = """() => {
  const drawn = element => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor;
    return [outline, style.boxShadow, style.borderColor, style.backgroundColor, style.clipPath].join("|");
  };
  const kin = element => {
    const found = [element, element.nextElementSibling, element.closest("label")];
    for (let up = element.parentElement; up && found.length < 7; up = up.parentElement) found.push(up);
    return found.filter(Boolean);
  };
  const seen = new Set(), blind = [];
  for (const element of document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")) {
    const { localName, type, className, parentElement } = element;
    const look = [localName, type, className, parentElement.className].join(" ");
    if (element.tabIndex < 0 || element.disabled || seen.has(look)) continue;
    if (!element.getClientRects().length) continue;
    document.activeElement?.blur();
    const before = kin(element).map(drawn);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) continue;
    seen.add(look);
    const after = kin(element).map(drawn);
    if (before.every((value, number) => value === after[number])) blind.push(element.outerHTML.slice(0, 160));
  }
  document.activeElement?.blur();
  return blind;
}"""


class Fault(NamedTuple):
    """What is wrong with a page: the kind, the rule, the element or the words."""

    kind: str
    rule: str
    what: str


class Looker:
    """A browser of one role that opens pages and tells what is wrong with them."""

    def __init__(self, browser: Browser, cookies: list[dict[str, str]], own: str) -> None:
        self.context: BrowserContext = browser.new_context(**CONTEXT)
        self.context.add_cookies(cookies)
        self.context.add_init_script(SHIFTS)
        self.page: Page = self.context.new_page()
        self._own = urlsplit(own).netloc
        self._said: list[Fault] = []
        self.context.on("request", self._heed_request)
        self.context.on("console", self._heed_console)
        self.context.on("weberror", self._heed_error)

    def _heed_request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != self._own:
            self._said.append(Fault("host", address.netloc, request.url))

    def _heed_console(self, message: Any) -> None:
        if "(Not Found)" in message.text and message.location["url"].endswith(MISSING):
            return  # the page itself, which is looked at because it is none
        if message.type == "error" or "Content Security Policy" in message.text:
            self._said.append(Fault("console", message.type, message.text[:200]))

    def _heed_error(self, error: Any) -> None:
        self._said.append(Fault("console", "error", str(error.error)))

    def faults(self, url: str) -> Iterator[Fault]:
        """Open the page on a phone and on a desk and look at it in every appearance."""
        for width in (NARROW, WIDE):
            self._said.clear()
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.goto(url)
            yield from (Fault("shift", str(width), moved) for moved in self.page.evaluate(SETTLED))
            yield from self._said  # before axe comes: it copies what a sheet imports, which the CSP forbids
            yield from self._of_appearances(width)
        self.page.keyboard.press("Tab")
        yield from (Fault("focus", "not seen", element) for element in self.page.evaluate(BLIND))
        yield from (
            Fault("sideways", str(worn), f"{pixels} px") for worn, pixels in overflow(self.page).items()
        )

    def _of_appearances(self, width: int) -> Iterator[Fault]:
        """The first appearance is held against every rule, the others against those of colour."""
        for number, chosen in enumerate(THEMES):
            look(self.page, width, chosen)
            for rule, element in violations(self.page, RULES_OF_COLOUR if number else RULES):
                yield Fault("axe", " ".join((rule, str(width), *chosen.values())), element)
        look(self.page, width, {})


def weigh(browser: Browser, cookies: list[dict[str, str]], url: str) -> int:
    """The bytes that come over the wire for somebody who opens the page for the first time."""
    context = browser.new_context(service_workers="block")
    context.add_cookies(cookies)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    came: list[float] = []
    network.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    context.close()
    return round(sum(came))
