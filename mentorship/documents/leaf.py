"""A paper read back (`reading`) as HTML: the text of the preview and of the PDF, every word escaped."""

from collections.abc import Iterable

from django.utils.html import escape

from mentorship.documents.reading import Cell, Paragraph, Row, Run, Table
from schools.markup import Markup


def html_of(blocks: Iterable[Paragraph | Table], *, shows_pictures: bool = False) -> Markup:
    """Paragraphs and tables; without pictures a word stands for each (the portal's pages load no data:)."""
    return Markup(_blocks(blocks, shows_pictures))


def _blocks(blocks: Iterable[Paragraph | Table], pictures: bool) -> str:
    return "\n".join(
        _table(block, pictures) if isinstance(block, Table) else _paragraph(block, pictures)
        for block in blocks
    )


def _paragraph(block: Paragraph, pictures: bool) -> str:
    classes = [block.align]
    classes += [f"head-{block.level}"] if block.level else []
    classes += ["turn"] if block.breaks_before else []
    number = f"{escape(block.number)} " if block.number else ""
    text = "".join(_run(run, pictures) for run in block.runs)
    return f'<p class="{" ".join(classes)}">{number}{text}</p>'


def _run(run: Run, pictures: bool) -> str:
    if run.picture:
        return f'<img src="{escape(run.picture)}" alt="">' if pictures else "[рисунок]"
    text = str(escape(run.text))
    for tag, is_on in (("b", run.is_bold), ("i", run.is_italic), ("u", run.is_underlined)):
        text = f"<{tag}>{text}</{tag}>" if is_on else text
    return text


def _table(table: Table, pictures: bool) -> str:
    columns = "".join(f'<col width="{width}%">' for width in table.widths)
    head = "".join(_row(row, "th", pictures) for row in table.head)
    body = "".join(_row(row, "td", pictures) for row in table.rows)
    ruled = ' class="ruled"' if table.is_ruled else ""
    thead = f"<thead>{head}</thead>" if head else ""
    return f"<table{ruled}><colgroup>{columns}</colgroup>{thead}<tbody>{body}</tbody></table>"


def _row(row: Row, tag: str, pictures: bool) -> str:
    return f"<tr>{''.join(_cell(cell, tag, pictures) for cell in row.cells)}</tr>"


def _cell(cell: Cell, tag: str, pictures: bool) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{scope}{spans}>{_blocks(cell.blocks, pictures)}</{tag}>"
