"""The words of a consent as they are agreed to on the portal: kept by their checksum, each wording once."""

import hashlib
import html
from datetime import date
from typing import Final

from django.db.models import Max
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from schools.enums import ConsentKind
from schools.models import ConsentText

TEMPLATES: Final = {
    ConsentKind.PROCESSING: "bank/consent_processing.html",
    ConsentKind.PUBLICATION: "bank/consent_publication.html",
}


def wording(kind: ConsentKind) -> str:
    """The words without the name: one text for everybody; "" for a consent given on paper alone."""
    if kind not in TEMPLATES:
        return ""
    page = render_to_string(TEMPLATES[kind], {"person": "Субъект персональных данных"})
    paragraphs = (" ".join(html.unescape(strip_tags(part)).split()) for part in page.split("</p>"))
    return "\n\n".join(words for words in paragraphs if words)


def current_text(kind: ConsentKind, on: date) -> ConsentText | None:
    """The wording that is agreed to today, written down as the next number when its words have changed."""
    text = wording(kind)
    if not text:
        return None
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = ConsentText.objects.filter(kind=kind, sha256=digest).first()
    if known is not None:
        return known
    last = ConsentText.objects.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0
    return ConsentText.objects.create(kind=kind, number=last + 1, text=text, sha256=digest, since=on)
