"""What a reader gets to see in an answer: the words of pages, workbooks, papers and calendars alike."""

import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, NamedTuple

_TAGS = re.compile(r"<[^>]+>")


def body_of(response: Any) -> bytes:
    """The whole answer, a streamed file too."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def words_of(body: bytes) -> str:
    """The text of an answer: archives are unpacked, runs of one word are joined, folded lines unfolded."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as archive:
            parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        return "\n".join(part + "\n" + _TAGS.sub("", part) for part in parts)
    return unescape(body.decode("utf-8", "replace")).replace("\r\n ", "")


class _Page(HTMLParser):
    """Collects the addresses of a page, and what the forms over its lists offer to choose from."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.offers: dict[str, list[str]] = {}
        self._asks = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links of every kind; choices of forms that are sent by GET."""
        held = {name: value or "" for name, value in attrs}
        self.links += [held[name] for name in _LINKING if held.get(name)]
        if tag == "form":
            self._asks = held.get("method", "get").lower() == "get"
        elif tag == "select":
            self._select = held.get("name", "")
        elif tag == "option":
            self._offer(self._select, held)
        elif tag == "input" and held.get("type") in ("checkbox", "radio"):
            self._offer(held.get("name", ""), held)

    def handle_endtag(self, tag: str) -> None:
        """Where a form and a select end."""
        if tag == "form":
            self._asks = False
        elif tag == "select":
            self._select = ""

    def _offer(self, name: str, held: dict[str, str]) -> None:
        if self._asks and name and held.get("value"):
            self.offers.setdefault(name, []).append(held["value"])


_LINKING = ("href", "src", "hx-get", "data-url", "action")


class Led(NamedTuple):
    """Where a page leads: its links, and by the name of a filter the values offered."""

    links: list[str]
    offers: dict[str, list[str]]


def led_from(response: Any, body: bytes) -> Led:
    """The addresses and the filters of a page; none of a file."""
    if "html" not in response.get("Content-Type", ""):
        return Led([], {})
    page = _Page()
    page.feed(body.decode("utf-8", "replace"))
    return Led(page.links, page.offers)
