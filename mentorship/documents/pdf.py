"""The kept file printed as PDF: WeasyPrint over a page of the portal, nothing fetched from anywhere.

WeasyPrint is imported when a PDF is asked for: it needs the system's Pango, and a machine without it still
makes every .docx.
"""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from mentorship.documents.leaf import html_of
from mentorship.documents.reading import read

SHEET = "documents/print.css"
NO_PANGO = (
    "PDF на этом сервере не делается: не установлена библиотека Pango. Скачайте .docx — он откроется в Word "
    "и LibreOffice, PDF можно сохранить из них. Администратору: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0."
)


class NoPango(Exception):
    """The system cannot lay out a PDF; the message is a Russian sentence."""


def weasyprint() -> Any:
    """The library, or NoPango."""
    try:
        import weasyprint as library
    except (ImportError, OSError) as error:
        raise NoPango(NO_PANGO) from error
    return library


def laid_out(docx: bytes, title: str) -> Any:
    """The pages of a .docx as WeasyPrint's document: A4, heads of tables on every page, rows in one piece."""
    library = weasyprint()
    sheet = Path(str(finders.find(SHEET))).read_text(encoding="utf-8")
    fetcher = own_only(library)
    content = read(docx)
    over = html_of(content.header) if content.header else ""
    text = html_of(content.blocks, shows_pictures=True)
    page = render_to_string("documents/print.html", {"title": title, "over": over, "text": text})
    styles = [library.CSS(string=sheet, url_fetcher=fetcher)]
    html = library.HTML(string=page, url_fetcher=fetcher)
    return html.render(stylesheets=styles, presentational_hints=True)


def pdf_of(docx: bytes, title: str) -> bytes:
    """The same as a file."""
    return bytes(laid_out(docx, title).write_pdf())


def own_only(library: Any) -> Any:
    """A fetcher of pictures that stand in the page itself; every other address is refused."""
    return library.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
