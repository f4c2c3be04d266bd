"""A paper's own page: what it says, its files, registration, the end of its force."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify

from mentorship.audit.log import record_export, record_view
from mentorship.audit.models import Entry
from mentorship.documents import pdf, step_forms, workflow
from mentorship.documents.display import look_of
from mentorship.documents.enums import OPEN_STATES, PaperState
from mentorship.documents.leaf import html_of
from mentorship.documents.models import Paper
from mentorship.documents.owners import AREA
from mentorship.documents.reading import read
from mentorship.documents.views.making import find_to_change
from schools.attachments import CONTENT_TYPES, sent
from schools.guards import area_required

HISTORY_SHOWN = 50


class Step(NamedTuple):
    """An action that needs words or a file: its heading, what it means, its form, how it went."""

    title: str
    words: str
    make_form: Callable[[Paper, Any, Any], Any]
    run: Callable[[Paper, dict[str, Any], Any], object]
    done: str
    states: tuple[PaperState, ...]


def _register(paper: Paper, data: dict[str, Any], by: Any) -> object:
    return workflow.register(
        paper=paper,
        number=data["number"],
        paper_date=data["date"],
        signer=data["signer"],
        by=by,
        today=timezone.localdate(),
    )


def _register_form(paper: Paper, data: Any, files: Any) -> Any:
    known = {"number": paper.inputs.get("number", ""), "date": paper.inputs.get("date", "")}
    signer = " ".join(filter(None, (paper.inputs.get("signer_position"), paper.inputs.get("signer"))))
    return step_forms.RegisterForm(data, initial={**known, "signer": signer})


_S = PaperState
STEPS: dict[str, Step] = {
    "register": Step(
        "Зарегистрировать документ",
        "Впишите номер и дату с подписанной бумаги. Приказ о парах закрепит все свои пары разом или ни "
        "одной; приказ о составе центра назначит состав; подписанное согласие станет действующим.",
        _register_form,
        _register,
        "Документ зарегистрирован.",
        (_S.GENERATED,),
    ),
    "scan": Step(
        "Приложить скан",
        "Скан подписанного документа хранится рядом с файлом, который сформировал портал.",
        lambda paper, data, files: step_forms.ScanForm(data, files),
        lambda paper, data, by: workflow.attach_scan(paper=paper, upload=data["scan"], by=by),
        "Скан приложен.",
        (_S.GENERATED, _S.REGISTERED, _S.SUPERSEDED),
    ),
    "supersede": Step(
        "Признать утратившим силу",
        "Если утратившим силу его признаёт приказ из портала, отметьте этот документ в том приказе: при "
        "регистрации всё произойдёт само. Здесь — для документов, которых в портале нет.",
        lambda paper, data, files: step_forms.ReasonForm(data),
        lambda paper, data, by: workflow.supersede(paper=paper, reason=data["reason"], by=by),
        "Документ отмечен как утративший силу.",
        (_S.REGISTERED,),
    ),
    "cancel": Step(
        "Отменить документ",
        "Отменённый документ остаётся в списке. Пары, которые по нему закреплены, отмена не меняет, поэтому "
        "приказ с закреплёнными парами не отменить.",
        lambda paper, data, files: step_forms.ReasonForm(data),
        lambda paper, data, by: workflow.cancel(paper=paper, reason=data["reason"], by=by),
        "Документ отменён.",
        (*OPEN_STATES, _S.REGISTERED),
    ),
}


def find_paper(request: HttpRequest, pk: int) -> Paper:
    """The paper among those in sight; others are 404."""
    user: Any = request.user
    visible = Paper.objects.visible_to(user)
    return get_object_or_404(
        visible.select_related("school", "municipality", "order", "template", "roadmap"), pk=pk
    )


@area_required(AREA)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the kept file says, who has to read it, what can be done."""
    user: Any = request.user
    paper = find_paper(request, pk)
    record_view(by=request.user, target=paper, what="paper")
    may_change = Paper.objects.visible_to(user, change=True).filter(pk=pk).exists()
    intact = workflow.is_intact(paper)
    context = {
        "paper": paper,
        "look": look_of(paper.state),
        "is_intact": intact,
        "sheet": _sheet(paper) if intact else None,
        "may_change": may_change,
        "steps": {code: step for code, step in STEPS.items() if may_change and paper.state in step.states},
        "pairs": paper.pairs.select_related("mentor__person").order_by("mentor__person__name_key", "pk"),
        "readers": paper.data.get("ознакомление", []),
        "supersedes": paper.supersedes.all(),
        "superseded_by": paper.superseded_by.visible_to(user),
        "history": _history(paper),
    }
    return render(request, "documents/detail.html", context)


def _sheet(paper: Paper) -> Any:
    with paper.file.open("rb") as stream:
        return html_of(read(stream.read()).blocks)


def _history(paper: Paper) -> Any:
    entries = Entry.objects.filter(target_model=paper._meta.label_lower, target_id=paper.pk)
    return entries.select_related("by__person").order_by("-pk")[:HISTORY_SHOWN]


@area_required(AREA)
def docx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The kept file."""
    paper = find_paper(request, pk)
    _taken(request, "documents.downloaded", paper)
    return sent(paper.file, f"{paper.file_stem}.docx")


@area_required(AREA)
def scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan of the signed paper."""
    paper = find_paper(request, pk)
    _taken(request, "documents.scan_downloaded", paper)
    return sent(paper.scan, paper.scan_name)


@area_required(AREA)
def as_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The kept file printed as PDF, or a sentence about why not."""
    paper = find_paper(request, pk)
    if not workflow.is_intact(paper):
        raise Http404
    with paper.file.open("rb") as stream:
        data = stream.read()
    try:
        printed = pdf.pdf_of(data, str(paper))
    except pdf.NoPango as missing:
        messages.warning(request, str(missing))
        return redirect(paper)
    _taken(request, "documents.downloaded", paper)
    return pdf_response(printed, f"{paper.file_stem}.pdf")


def _taken(request: HttpRequest, action: str, paper: Paper) -> None:
    """Note in the journal that the paper has left the portal."""
    record_export(by=request.user, action=action, rows=1, chosen=str(paper), target=paper)


def paper_response(docx: bytes, *, title: str, name: str, ending: str) -> HttpResponse:
    """A paper just made, as it is or printed; NoPango where it cannot be printed."""
    if ending == "pdf":
        return pdf_response(pdf.pdf_of(docx, title), f"{name}.pdf")
    return docx_response(docx, f"{name}.docx")


def pdf_response(data: bytes, name: str) -> HttpResponse:
    """A PDF as a download that no cache keeps."""
    response = HttpResponse(data, content_type="application/pdf")
    plain = slugify(name.removesuffix(".pdf")) or "document"
    response["Content-Disposition"] = f'attachment; filename="{plain}.pdf"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def docx_response(data: bytes, name: str) -> HttpResponse:
    """A Word file as a download that no cache keeps."""
    response = HttpResponse(data, content_type=CONTENT_TYPES[".docx"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@area_required(AREA, change=True)
def act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Register, attach a scan, end or cancel."""
    step = STEPS.get(code)
    if step is None:
        raise Http404
    if not Paper.objects.visible_to(request.user, change=True).filter(pk=pk).exists():  # type: ignore[arg-type]
        find_paper(request, pk)
        raise PermissionDenied
    paper = find_to_change(request, pk)
    is_sent = request.method == "POST"
    form = step.make_form(paper, request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            step.run(paper, form.cleaned_data, request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, step.done)
            return redirect(paper)
    context = {"paper": paper, "step": step, "form": form}
    return render(request, "documents/act.html", context, status=400 if is_sent else 200)
