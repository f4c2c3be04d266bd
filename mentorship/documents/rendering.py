"""Filling a template with the data of a paper: bytes in, bytes out."""

import io
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from jinja2 import TemplateError
from lxml import etree

from mentorship.documents.sandbox import PaperTemplate, check_template, environment
from mentorship.documents.vocabulary import Names

FAILED = "Шаблон не удалось заполнить: {reason}. Загрузите исправленный или верните шаблон портала."


def render(template: bytes, data: dict[str, Any], names: Names) -> bytes:
    """Return the .docx of the data; ValidationError where the template does not allow it.

    The template is checked again: it may have been kept under an older list of names.
    """
    check_template(template, names)
    document = PaperTemplate(io.BytesIO(template))
    try:
        document.render(printable(data), environment(), autoescape=True)
    except (TemplateError, etree.XMLSyntaxError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ValidationError(FAILED.format(reason=type(error).__name__)) from error
    _fill_empty_cells(document.docx.element.body)
    stream = io.BytesIO()
    document.docx.save(stream)
    return stream.getvalue()


def printable(value: Any) -> Any:
    """The same data without the control characters that no XML holds; a new line stays."""
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [printable(item) for item in value]
    if isinstance(value, str):
        return "".join(letter for letter in value.replace("\r\n", "\n") if letter == "\n" or _is_text(letter))
    return value


def _is_text(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cn")


def _fill_empty_cells(body: Any) -> None:
    """A cell whose every paragraph was a repetition over nothing would make Word call the file broken."""
    for cell in body.iter(qn("w:tc")):
        if cell.find(qn("w:p")) is None and cell.find(qn("w:tbl")) is None:
            cell.append(OxmlElement("w:p"))
