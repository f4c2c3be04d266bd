"""A .docx read back as paragraphs and tables: what the preview shows, what the PDF prints.

Both come from the kept file itself, so that they say what the signed paper says, whoever made the template.
"""

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from mentorship.documents.numbering import Numbering

_ALIGNED = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
_PICTURES = ("image/png", "image/jpeg")
_OFF = ("0", "false", "none")


@dataclass(frozen=True)
class Run:
    """Letters of one look; `picture` is a data: address instead."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    picture: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `level` is 1–3 for a heading, 0 for text."""

    runs: list[Run]
    align: str = "left"
    level: int = 0
    number: str = ""
    breaks_before: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass
class Cell:
    """A cell with what stands in it."""

    blocks: "list[Paragraph | Table]"
    colspan: int = 1
    rowspan: int = 1


@dataclass
class Row:
    """A row of a table; `is_head` is repeated on every page."""

    cells: list[Cell]
    is_head: bool = False


@dataclass
class Table:
    """A table; `widths` are the shares of the columns in whole per cent."""

    head: list[Row]
    rows: list[Row]
    widths: list[int]
    is_ruled: bool = True


@dataclass(frozen=True)
class Sheet:
    """A whole document: its text, and what stands over each page."""

    blocks: list[Paragraph | Table]
    header: list[Paragraph] = field(default_factory=list)


def read(data: bytes) -> Sheet:
    """Return the content of a .docx."""
    document = Document(io.BytesIO(data))
    reader = _Reader(document)
    header = document.sections[0].header if document.sections else None
    over = [] if header is None else [reader.paragraph(item) for item in header._element.iter(qn("w:p"))]  # noqa: SLF001
    return Sheet(list(reader.blocks(document.element.body)), [item for item in over if item.text.strip()])


class _Reader:
    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._numbering = Numbering(document)
        self._styles = {style.style_id: style.name or "" for style in document.styles}

    def blocks(self, parent: Any) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables in their order, those of content controls among them."""
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield self._table(child)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self.blocks(content)

    def paragraph(self, element: Any) -> Paragraph:
        """One paragraph with its runs."""
        properties = element.find(qn("w:pPr"))
        style = self._styles.get(_of(properties, "w:pStyle"), "")
        level = int(style[-1]) if style.startswith("Heading ") and style[-1] in "123" else 0
        broken = _is_on(properties, "w:pageBreakBefore") or _has_page_break(element)
        align = _ALIGNED.get(_of(properties, "w:jc"), "left")
        return Paragraph(
            list(self._runs(element)), align, level, self._numbering.of(element), breaks_before=broken
        )

    def _runs(self, paragraph: Any) -> Iterator[Run]:
        in_field = False
        for run in paragraph.iter(qn("w:r")):
            kinds = [mark.get(qn("w:fldCharType")) for mark in run.findall(qn("w:fldChar"))]
            if kinds:
                in_field = kinds[-1] != "end"
                continue
            text = "" if in_field else _text_of(run)
            look = run.find(qn("w:rPr"))
            if text:
                yield Run(text, _is_on(look, "w:b"), _is_on(look, "w:i"), _is_on(look, "w:u"))
            for blip in run.iter(qn("a:blip")):
                yield from self._picture(blip.get(qn("r:embed")))

    def _picture(self, relation: str | None) -> Iterator[Run]:
        """A picture of the file as a data: address: nothing is fetched."""
        part = self._part.rels[relation].target_part if relation in self._part.rels else None
        if part is not None and part.content_type in _PICTURES:
            coded = base64.b64encode(part.blob).decode("ascii")
            yield Run("", picture=f"data:{part.content_type};base64,{coded}")

    def _table(self, element: Any) -> Table:
        columns = [int(float(item.get(qn("w:w"), "0"))) for item in element.iter(qn("w:gridCol"))]
        whole = sum(columns) or 1
        rows = list(self._rows(element))
        count = next((index for index, row in enumerate(rows) if not row.is_head), len(rows))
        look = element.find(qn("w:tblPr"))
        ruled = self._styles.get(_of(look, "w:tblStyle"), "") == "Table Grid" or _has_borders(look)
        widths = [round(100 * column / whole) for column in columns]
        return Table(rows[:count], rows[count:], widths, is_ruled=ruled)

    def _rows(self, table: Any) -> Iterator[Row]:
        """Rows with their cells; a cell merged downwards is the first one, made longer."""
        above: dict[int, Cell] = {}
        for row in table.findall(qn("w:tr")):
            cells, column = [], 0
            for element in row.findall(qn("w:tc")):
                look = element.find(qn("w:tcPr"))
                span = int(_of(look, "w:gridSpan") or "1")
                merge = None if look is None else look.find(qn("w:vMerge"))
                if merge is not None and merge.get(qn("w:val")) != "restart" and column in above:
                    above[column].rowspan += 1
                else:
                    above[column] = Cell(list(self.blocks(element)), colspan=span)
                    cells.append(above[column])
                column += span
            properties = row.find(qn("w:trPr"))
            yield Row(cells, is_head=_is_on(properties, "w:tblHeader"))


def _text_of(run: Any) -> str:
    pieces = []
    for child in run.iterchildren():
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag == qn("w:tab"):
            pieces.append("\t")
        elif child.tag == qn("w:br") and child.get(qn("w:type")) != "page":
            pieces.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.append("\u2011")
    return "".join(pieces)


def _of(parent: Any, name: str) -> str:
    found = None if parent is None else parent.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _is_on(parent: Any, name: str) -> bool:
    found = None if parent is None else parent.find(qn(name))
    return found is not None and found.get(qn("w:val"), "1") not in _OFF


def _has_page_break(paragraph: Any) -> bool:
    return any(mark.get(qn("w:type")) == "page" for mark in paragraph.iter(qn("w:br")))


def _has_borders(look: Any) -> bool:
    borders = None if look is None else look.find(qn("w:tblBorders"))
    return borders is not None and any(side.get(qn("w:val")) not in ("nil", "none", None) for side in borders)
