"""Word files of tests: a template of paragraphs, hostile archives, the words of a file."""

import io
import zipfile

from docx import Document

from mentorship.documents.reading import Table, read


def template(*paragraphs: str, header: str = "") -> bytes:
    """A .docx with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_parts(
    data: bytes, parts: dict[str, bytes | str], replaced: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """The same archive with more members; `replaced` changes text within a member."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename in (replaced or {}):
                old, new = replaced[member.filename]
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(member.filename, content)
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def words_of(data: bytes) -> str:
    """Everything a .docx says, cells among it, a paragraph a line."""
    return "\n".join(_words(read(data).blocks))


def _words(blocks):
    for block in blocks:
        if isinstance(block, Table):
            for row in (*block.head, *block.rows):
                for cell in row.cells:
                    yield from _words(cell.blocks)
        else:
            yield f"{block.number} {block.text}".strip()
