"""A .docx template put together of lines, tables and repetitions: A4, a serif face, Russian."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt

FACE = "Times New Roman"
TEXT_WIDTH = 17.0  # centimetres between the margins
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# A file built twice is the same file.
_BUILT = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class Blank:
    """A template in the making; every method adds to its end."""

    def __init__(self, title: str) -> None:
        self._document = Document()
        self._set_page()
        self._set_face()
        self._number_pages()
        properties = self._document.core_properties
        properties.title, properties.author, properties.language = title, "", "ru-RU"
        properties.comments = ""
        properties.created = properties.modified = _BUILT

    def line(
        self,
        text: str = "",
        *,
        align: str = "left",
        bold: bool = False,
        size: float = 12,
        after: float = 6,
        new_page: bool = False,
        with_next: bool = False,
    ) -> None:
        """A paragraph; blanks to be filled in by hand are underscores."""
        paragraph = self._document.add_paragraph()
        _write(paragraph, text, bold=bold, size=size)
        paragraph.alignment = _ALIGN[align]
        form = paragraph.paragraph_format
        form.space_after, form.page_break_before, form.keep_with_next = Pt(after), new_page, with_next

    def heading(self, text: str, *, new_page: bool = False, align: str = "center") -> None:
        """A heading that Word and screen readers know as one."""
        paragraph = self._document.add_paragraph(style="Heading 1")
        _write(paragraph, text, bold=True, size=13)
        paragraph.alignment = _ALIGN[align]
        paragraph.paragraph_format.page_break_before = new_page

    def condition(self, test: str, *lines: str, otherwise: Sequence[str] = ()) -> None:
        """Lines that stand there only where the test holds."""
        self.line(f"{{%p if {test} %}}", after=0)
        for text in lines:
            self.line(text, align="justify")
        if otherwise:
            self.line("{%p else %}", after=0)
            for text in otherwise:
                self.line(text, align="justify")
        self.line("{%p endif %}", after=0)

    def each(self, loop: str, *lines: str) -> None:
        """Lines for every row of a list: `each("строка in обязанности", "— {{ строка.пункт }}")`."""
        self.line(f"{{%p for {loop} %}}", after=0)
        for text in lines:
            self.line(text, align="justify", after=3)
        self.line("{%p endfor %}", after=0)

    def table(
        self, loop: str, columns: Sequence[tuple[str, float, Sequence[str]]], *, size: float = 10
    ) -> None:
        """A ruled table: its head on every page, no row broken.

        A column is its heading, its width in centimetres, the paragraphs of its cell.
        """
        table = self._document.add_table(rows=4, cols=len(columns), style="Table Grid")
        table.autofit = False
        head, opening, body, closing = table.rows
        _mark(head, "w:tblHeader")
        for row in table.rows:
            _mark(row, "w:cantSplit")
        opening.cells[0].paragraphs[0].add_run(f"{{%tr for {loop} %}}")
        closing.cells[0].paragraphs[0].add_run("{%tr endfor %}")
        for index, (heading, width, lines) in enumerate(columns):
            for row in table.rows:
                row.cells[index].width = Cm(width)
            table.columns[index].width = Cm(width)
            _fill(head.cells[index], [heading], size, bold=True)
            _fill(body.cells[index], lines, size)
        self.line(after=0, size=6)

    def sections(
        self,
        outer: str,
        heading: str,
        inner: str,
        columns: Sequence[tuple[str, float, Sequence[str]]],
        *,
        size: float = 10,
    ) -> None:
        """A ruled table in parts: a row over its whole width heads each part, then come the part's rows."""
        table = self._document.add_table(rows=7, cols=len(columns), style="Table Grid")
        table.autofit = False
        rows = list(table.rows)
        _mark(rows[0], "w:tblHeader")
        for row in rows:
            _mark(row, "w:cantSplit")
        tags = {
            1: f"{{%tr for {outer} %}}",
            3: f"{{%tr for {inner} %}}",
            5: "{%tr endfor %}",
            6: "{%tr endfor %}",
        }
        for place, tag in tags.items():
            rows[place].cells[0].paragraphs[0].add_run(tag)
        for index, (title, width, lines) in enumerate(columns):
            for row in rows:
                row.cells[index].width = Cm(width)
            table.columns[index].width = Cm(width)
            _fill(rows[0].cells[index], [title], size, bold=True)
            _fill(rows[4].cells[index], lines, size)
        over = rows[2].cells[0].merge(rows[2].cells[-1])
        _fill(over, [heading], size, bold=True)
        self.line(after=0, size=6)

    def form(self, rows: Sequence[tuple[str, str]], *, share: float = 0.35) -> None:
        """A ruled form of two columns: what is asked, and the name of its answer."""
        table = self._document.add_table(rows=len(rows), cols=2, style="Table Grid")
        table.autofit = False
        for row, (title, name) in zip(table.rows, rows, strict=True):
            for cell, width in zip(row.cells, (share, 1 - share), strict=True):
                cell.width = Cm(TEXT_WIDTH * width)
            _fill(row.cells[0], [title], 11, bold=True)
            _fill(row.cells[1], [f"{{{{ {name} }}}}"], 11)
        self.line(after=0, size=6)

    def sides(self, left: Sequence[str], right: Sequence[str], *, share: float = 0.55) -> None:
        """Two columns without rules: place and date, position and name."""
        table = self._document.add_table(rows=1, cols=2)
        table.autofit = False
        _mark(table.rows[0], "w:cantSplit")
        for cell, lines, width in zip(table.rows[0].cells, (left, right), (share, 1 - share), strict=True):
            cell.width = Cm(TEXT_WIDTH * width)
            _fill(cell, lines, 12)
        for column, width in zip(table.columns, (share, 1 - share), strict=True):
            column.width = Cm(TEXT_WIDTH * width)
        for paragraph in table.rows[0].cells[1].paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.line(after=0, size=6)

    def built(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)

    def _set_face(self) -> None:
        for name in ("Normal", "Heading 1"):
            style = self._document.styles[name]
            style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(12), None
            look = style.element.get_or_add_rPr()
            fonts = look.get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{kind}"), FACE)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "ru-RU")
        self._document.styles["Normal"].element.get_or_add_rPr().append(language)
        heading = self._document.styles["Heading 1"].paragraph_format
        heading.space_before, heading.space_after, heading.keep_with_next = Pt(6), Pt(6), True

    def _number_pages(self) -> None:
        """The number stands over every page but the first."""
        section = self._document.sections[0]
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
            run = paragraph.add_run()
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark.text = text
            run._r.append(mark)  # noqa: SLF001 - python-docx has no fields of its own


def _write(paragraph: Any, text: str, *, bold: bool, size: float) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold or None, Pt(size)


def _fill(cell: Any, lines: Sequence[str], size: float, *, bold: bool = False) -> None:
    for index, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        _write(paragraph, text, bold=bold, size=size)
        paragraph.paragraph_format.space_after = Pt(0)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - nor has it these marks of a row
