"""«Мои данные»: what the portal holds of the person who looks, the files, requests and consents."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mentorship.audit.log import record_export
from mentorship.privacy.enums import Wish
from mentorship.privacy.forms import WishForm
from mentorship.privacy.models import PersonalRequest
from mentorship.privacy.own_data import chapters, everything, sections
from mentorship.privacy.workflow import ask
from mentorship.spreadsheets.downloads import workbook_download
from mentorship.spreadsheets.writer import Sheet, write_sheets
from schools.guards import refused
from schools.models import Consent, Person
from schools.workflow import withdraw_consent

MARK = "Содержит персональные данные"
_SHEET_TITLE = 31


def own_person(request: HttpRequest) -> Person:
    """The person of the account; Http404 for an account of nobody."""
    user: Any = request.user
    if user.person_id is None:
        raise Http404
    person: Person = user.access.person
    return person


@never_cache
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """One chapter of the own data at a time."""
    person, found = own_person(request), chapters()
    code = request.GET.get("part", found[0].code)
    if code not in {chapter.code for chapter in found}:
        raise Http404
    held = sections(person, code)
    context = {
        "person": person,
        "chapters": found,
        "chapter": code,
        "sections": held,
        "empty": [section.title for section in held if not section.rows],
        "requests": PersonalRequest.objects.filter(person=person)[:10],
    }
    return render(request, "privacy/data.html", context)


@never_cache
@require_GET
def as_json(request: HttpRequest) -> HttpResponse:
    """Everything as JSON."""
    person, count = own_person(request), 0
    held: dict[str, dict[str, list[dict[str, str]]]] = {}
    for chapter, section in everything(person):
        count += len(section.rows)
        rows = [dict(zip(section.headings, row, strict=True)) for row in section.rows]
        held.setdefault(chapter.title, {})[section.title] = rows
    _note(request, person, "json", count)
    response = HttpResponse(json.dumps(held, ensure_ascii=False, indent=2), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_GET
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """Everything as a workbook, a sheet a section."""
    person = own_person(request)
    found = [section for _, section in everything(person)]
    sheets = [
        Sheet(_title(number, section.title), section.headings, section.rows, mark=MARK)
        for number, section in enumerate(found, 1)
    ]
    _note(request, person, "xlsx", sum(len(section.rows) for section in found))
    return workbook_download("my-data", write_sheets(sheets))


def _title(number: int, title: str) -> str:
    """A sheet's name: short, of its own, without what Excel forbids."""
    plain = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return f"{number}. {plain}"[:_SHEET_TITLE].strip()


def _note(request: HttpRequest, person: Person, kind: str, rows: int) -> None:
    record_export(
        by=request.user, action="personal.downloaded", target=person, rows=rows, chosen={"file": kind}
    )


@never_cache
def wish(request: HttpRequest, wish: str) -> HttpResponse:
    """Ask the centre to mend or to destroy the own data."""
    person = own_person(request)
    if wish not in Wish.values:
        raise Http404
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask(
                person=person,
                wish=Wish(wish),
                text=form.cleaned_data["text"],
                by=request.user,  # type: ignore[arg-type]
                on=timezone.localdate(),
            )
        except ValidationError as refusal:
            form.add_error(
                None if "text" not in getattr(refusal, "error_dict", {}) else "text", _plain(refusal)
            )
        else:
            messages.success(request, f"Записано: центр ответит до {asked.due_date:%d.%m.%Y}.")
            return redirect("own_data")
    page = render(request, "privacy/wish.html", {"form": form, "wish": Wish(wish), "person": person})
    return refused(page) if form.is_bound else page


def _plain(refusal: ValidationError) -> list[str]:
    return refusal.messages


@never_cache
def consents(request: HttpRequest) -> HttpResponse:
    """The own consents, live and withdrawn, with the words that were agreed to; POST withdraws one."""
    person = own_person(request)
    rows = (
        Consent.objects.filter(person=person).select_related("text").order_by("withdrawn_date", "-given_date")
    )
    if request.method == "POST":
        key = request.POST.get("consent", "")
        consent = get_object_or_404(rows, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)  # noqa: PLR2004
        try:
            withdraw_consent(consent=consent, by=request.user, on=timezone.localdate())  # type: ignore[arg-type]
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.warning(request, f"Отозвано: {consent.get_kind_display()}.")
        return redirect("own_consents")
    return render(request, "privacy/consents.html", {"rows": rows, "person": person})
