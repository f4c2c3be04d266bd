"""The walk: every address is asked as every role; what looks new is opened in Chromium."""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from playwright.sync_api import Browser

from tests.browser.walk.addresses import MISSING, VISITOR, Address
from tests.browser.walk.looking import Fault, Looker
from tests.browser.walk.portal import Portal
from tests.browser.walk.shape import elements, lacks

# Pages that no table lists, since a link to what is published is the way to them: one of each kind.
_LINKS = re.compile(r'href="(/(?:public|help)/[^"#?]*/)"')
_FILES = ("/file/", "/pictures/", "/rss/")
OFFLINE = "/offline/"
# Who sees most comes first.
_FIRST = (
    "methodist",
    "head",
    "admin",
    "curator",
    "director",
    "mentor",
    "mentee",
    "approver",
    "department",
    VISITOR,
)
_NUMBER = re.compile(r"\d+")


class Found(NamedTuple):
    """A fault and the page it was found on."""

    address: Address
    fault: Fault


class Walk:
    """What is known of the pages: which opened, which look alike, what is wrong with them."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.opened: list[Address] = []
        self.looks: list[Address] = []
        self.found: list[Found] = []
        self._elements: dict[str, set[str]] = {}
        self._kinds: set[str] = set()

    def ask(self, pages: Iterable[Address]) -> None:
        """Ask for the pages and those that their links lead to where no address of the tables does."""
        waiting = by_sight(pages)
        self._kinds = {_kind(page.path) for page in waiting}
        while waiting:
            page = waiting.pop(0)
            answer = self.portal.ask(page.role, page.path)
            if answer.status >= 500:
                self.found.append(Found(page, Fault("status", str(answer.status), page.path)))
            if answer.status != (404 if page.path == MISSING else 200) or "<html" not in answer.html:
                continue
            self.opened.append(page)
            # kept on the device for everybody, for the time when nothing else opens
            faults = () if page.path == OFFLINE else lacks(answer.html, is_signed_in=page.role != VISITOR)
            self.found.extend(Found(page, Fault("page", rule, what)) for rule, what in faults)
            if self._is_new(page, answer.html):
                self.looks.append(page)
            waiting.extend(self._led(page, answer.html))

    def _is_new(self, page: Address, html: str) -> bool:
        """Whether the page has an element that no page of this address had yet."""
        found, known = elements(html), self._elements.setdefault(page.path, set())
        is_new = not found <= known
        known |= found
        return is_new

    def _led(self, page: Address, html: str) -> Iterator[Address]:
        """Pages behind the links of this one that are of a kind not met before."""
        for path in dict.fromkeys(_LINKS.findall(html)):
            if _kind(path) not in self._kinds and not any(file in path for file in _FILES):
                self._kinds.add(_kind(path))
                yield Address(page.role, _kind(path), path)

    def first_looks(self) -> list[Address]:
        """Of each address the look of who sees most."""
        return list({page.path: page for page in reversed(self.looks)}.values())

    def look(self, browser: Browser, pages: Iterable[Address]) -> Iterator[tuple[Address, list[Fault]]]:
        """Open the pages in Chromium, role by role, and tell what is wrong with each."""
        by_role: dict[str, list[Address]] = {}
        for page in pages:
            by_role.setdefault(page.role, []).append(page)
        for role, own in by_role.items():
            looker = Looker(browser, self.portal.cookies(role), self.portal.url)
            for page in own:
                faults = list(dict.fromkeys(looker.faults(self.portal.url + page.path)))
                self.found.extend(Found(page, fault) for fault in faults)
                yield page, faults
            looker.context.close()


def by_sight(pages: Iterable[Address]) -> list[Address]:
    """Those of the role that sees most first."""
    return sorted(pages, key=lambda page: _FIRST.index(page.role))


def part_of(page: Address, parts: int) -> int:
    """Which of the parts a page belongs to: its own route decides, so that a new page moves no other."""
    return zlib.crc32(page.route.encode()) % parts


def _kind(path: str) -> str:
    """Addresses that differ in their numbers alone are of one kind."""
    return _NUMBER.sub("0", path.partition("?")[0])
