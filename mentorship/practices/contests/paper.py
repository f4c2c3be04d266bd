"""The paper of an award: the municipality's Word template where there is one, else a leaf to be framed.

The leaf is laid out as a page of its own: a Word file read back for printing keeps the order of its words,
not the room around them, which is what a diploma is made of.
"""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from mentorship.audit.log import record_export
from mentorship.documents import pdf
from mentorship.documents.enums import Kind
from mentorship.documents.facts.material import in_words
from mentorship.documents.templates import template_for
from mentorship.documents.views.papers import pdf_response
from mentorship.documents.views.printed import sheet
from mentorship.practices.contests.enums import AwardKind
from mentorship.practices.meta import absolute
from mentorship.practices.models import Award
from schools.qr import drawn

SHEET = "documents/award.css"
# A longer text is set smaller: all of it stands over the signature.
_LARGE = 200
_VERBS = {
    AwardKind.DIPLOMA: "награждается",
    AwardKind.MERIT: "награждается",
    AwardKind.CERTIFICATE: "вручается",
}


def check_address(award: Award) -> str:
    """Where everybody checks the award."""
    return absolute(reverse("public:check_code", args=[award.shown_code]))


def facts_of(award: Award) -> dict[str, str]:
    """What the paper says, by the names of documents/vocabulary_of_awards."""
    person = award.person
    return {
        "муниципалитет": str(award.municipality),
        "вид": str(award.get_kind_display()).upper(),
        "номер": award.number,
        "глагол": _VERBS.get(AwardKind(award.kind), ""),
        "кому": award.name,
        "кому_место": str(person.school or "") if person else "",
        "текст": award.text,
        "дата": in_words(award.date),
        "подписант": award.signer,
        "подписант_должность": award.signer_position,
        "код": award.shown_code,
        "проверка": absolute(reverse("public:check")),
    }


def paper_of(request: HttpRequest, award: Award, ending: str) -> HttpResponseBase:
    """The file for the browser to save; without Pango a message leads back to the award."""
    name = f"award-{award.year}-{award.serial:03}"
    if ending != "pdf" or template_for(Kind.AWARD, award.municipality).row is not None:
        return sheet(request, Kind.AWARD, award, facts_of(award), name, ending)
    try:
        response = pdf_response(leaf(award), f"{name}.pdf")
    except pdf.NoPango as missing:
        messages.warning(request, str(missing))
        return redirect(award)
    chosen = str(Kind.AWARD.label)
    record_export(by=request.user, action="documents.paper_printed", rows=1, chosen=chosen, target=award)
    return response


def leaf(award: Award) -> bytes:
    """The portal's own leaf as PDF: one page, with a code for a telephone to read."""
    library = pdf.weasyprint()
    fetcher = pdf.own_only(library)
    context: dict[str, Any] = {
        "award": award,
        "verb": _VERBS.get(AwardKind(award.kind), ""),
        "day": in_words(award.date),
        "is_long": len(award.text) > _LARGE,
        "address": absolute(reverse("public:check")),
        "code": drawn(check_address(award)),
    }
    page = library.HTML(string=render_to_string("contests/paper.html", context), url_fetcher=fetcher)
    style = Path(str(finders.find(SHEET))).read_text(encoding="utf-8")
    return bytes(page.write_pdf(stylesheets=[library.CSS(string=style, url_fetcher=fetcher)]))
