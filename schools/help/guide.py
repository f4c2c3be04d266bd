"""The chapters of the user guide (`docs/guide/*.md`) as pages of the portal."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from schools.markup import Markup

# Chapters in the order of the list, named by their files.
CHAPTERS: Final = ("methodist", "school", "teacher", "department", "administrator", "excel")
# The chapter of each role; an account without a role reads that of a teacher.
OF_ROLE: Final = {
    "admin": "administrator",
    "head": "methodist",
    "methodist": "methodist",
    "curator": "school",
    "director": "school",
    "teacher": "teacher",
    "approver": "department",
    "department": "department",
}


def own_chapter(role: str) -> str:
    """The code of the chapter that a role reads first."""
    return OF_ROLE.get(role, "teacher")


@dataclass(frozen=True)
class Section:
    """A heading of a chapter and the anchor it is led to by."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Chapter:
    """One file of the guide, read."""

    code: str
    title: str
    html: Markup
    sections: tuple[Section, ...]


def folder() -> Path:
    """Where the chapters lie."""
    path: Path = settings.BASE_DIR / "docs" / "guide"
    return path


def pictures() -> Path:
    """Where the chapters' pictures lie: what `make pictures` took."""
    return folder() / "pictures"


def anchor_of(title: str) -> str:
    """«Банк наставников» → «банк-наставников»."""
    return slugify(title, allow_unicode=True)


@cache
def chapter(code: str) -> Chapter:
    """A chapter by its code; raises KeyError for a code of none."""
    if code not in CHAPTERS:
        raise KeyError(code)
    source = (folder() / f"{code}.md").read_text(encoding="utf-8")
    # our own files, and still no HTML of theirs comes through
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(source)
    title = tokens[1].content
    body = tokens[3:]
    sections = tuple(_marked(body))
    _dress(body)
    return Chapter(code, title, Markup(reader.renderer.render(body, reader.options, {})), sections)


def _marked(tokens: list[Token]) -> list[Section]:
    """Give every heading its anchor; those of the second level are the chapter's contents."""
    found = []
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        anchor = anchor_of(inline.content)
        opening.attrSet("id", anchor)
        if opening.tag == "h2":
            found.append(Section(anchor, inline.content))
    return found


def _dress(tokens: list[Token]) -> None:
    """Tables look as the portal's do; links between files lead between pages, pictures have their room."""
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "table")
        for child in token.children or ():
            if child.type == "link_open":
                _lead(child)
            elif child.type == "image":
                _show(child)


def _lead(link: Token) -> None:
    """Turn `excel.md` into the chapter's page; a file that is no chapter is not led to."""
    target = PurePosixPath(str(link.attrs["href"]))
    attrs: dict[str, Any] = {}
    if target.suffix != ".md":
        attrs["href"] = link.attrs["href"]
    elif target.stem in CHAPTERS:
        attrs["href"] = reverse("help:chapter", args=[target.stem])
    link.attrs = attrs


def _show(picture: Token) -> None:
    """Turn `pictures/bank.webp` into the portal's address; the room is kept before the picture is there."""
    code = PurePosixPath(str(picture.attrs["src"])).stem
    with Image.open(pictures() / f"{code}.webp") as screen:
        width, height = screen.size
    picture.attrs["src"] = reverse("help:picture", args=[code])
    picture.attrs.update(width=width, height=height, loading="lazy")
