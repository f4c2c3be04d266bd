"""The editor's markup: a few signs of Markdown, of which only the portal's own HTML can come out.

Every letter is escaped before a sign is read, so nothing a person typed is ever a tag. Known: a blank line
between paragraphs, `## ` and `### ` headings, `- ` and `1. ` lists, `> ` quotations, `**bold**`, `*italic*`,
`[words](https://address)`. Links lead to http and https only.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.html import escape
from django.utils.text import Truncator

from schools.markup import Markup

HINT: Final = (
    "Пустая строка — новый абзац. «## » в начале строки — подзаголовок, «- » или «1. » — список, «> » — "
    "цитата, **жирный**, *курсив*, [слова](https://адрес) — ссылка. HTML показывается как обычный текст."
)
_LINK: Final = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()<>]{1,500})\)", re.IGNORECASE)
_BOLD: Final = re.compile(r"\*\*([^*\n]+)\*\*")
_ITALIC: Final = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
_LINE: Final = re.compile(r"(?P<sign>#{2,3}|-|>|\d{1,3}\.)[ \t]+(?P<text>.*)")
_is_address = URLValidator(schemes=["http", "https"])


def html_of(text: str) -> Markup:
    """The text as HTML; headings begin at h2, since the page has its own h1."""
    return Markup("\n".join(_blocks(text)))


def plain_of(text: str, length: int = 200) -> str:
    """The beginning of the text without signs, for descriptions and feeds."""
    bare = [_inline_plain(rest) for _, rest in map(_read, text.splitlines()) if rest]
    return Truncator(" ".join(bare)).chars(length)


def _blocks(text: str) -> Iterator[str]:
    for sign, group in groupby(map(_read, text.splitlines()), key=lambda line: line[0]):
        lines = [_inline(rest) for _, rest in group]
        if sign in ("##", "###"):
            tag = f"h{len(sign)}"
            yield from (f"<{tag}>{line}</{tag}>" for line in lines)
        elif sign in ("ul", "ol"):
            items = "".join(f"<li>{line}</li>" for line in lines)
            yield f"<{sign}>{items}</{sign}>"
        elif sign == ">":
            yield f"<blockquote><p>{'<br>'.join(lines)}</p></blockquote>"
        elif sign == "p":
            yield f"<p>{'<br>'.join(lines)}</p>"


def _read(line: str) -> tuple[str, str]:
    """What a line is, and its words."""
    line = line.strip()
    if not line:
        return "", ""
    found = _LINE.fullmatch(line)
    if found is None:
        return "p", line
    sign = found["sign"]
    kind = {"-": "ul"}.get(sign, "ol" if sign.endswith(".") else sign)
    return kind, found["text"]


def _inline(text: str) -> str:
    """Words of a line: links first, so that an address keeps its asterisks."""
    parts, at = [], 0
    for found in _LINK.finditer(text):
        words, address = found.groups()
        if not _leads_somewhere(address):
            continue
        parts.append(_marked(text[at : found.start()]))
        parts.append(f'<a href="{escape(address)}" rel="noopener nofollow">{_marked(words)}</a>')
        at = found.end()
    return "".join([*parts, _marked(text[at:])])


def _marked(text: str) -> str:
    bold = _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
    return _ITALIC.sub(r"<em>\1</em>", bold)


def _inline_plain(text: str) -> str:
    bare = _LINK.sub(r"\1", text)
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", bare))


def _leads_somewhere(address: str) -> bool:
    try:
        _is_address(address)
    except ValidationError:
        return False
    return True
