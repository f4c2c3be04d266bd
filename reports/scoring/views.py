"""The 0–20 sheet: the page where two people mark, and its protocol."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from mentorship.audit.log import record_export
from mentorship.documents import pdf
from mentorship.documents.views.papers import paper_response
from reports.models import ScoreSheet
from reports.scoring import sheet as sheets
from reports.scoring.choice import SheetChoice, sheet_choice
from reports.scoring.forms import MarkForm
from reports.scoring.protocol import TITLE, protocol_of
from reports.scoring.workflow import give_mark, settle, sheet_of
from schools import years
from schools.guards import AreaMixin, area_required, refused
from schools.models import User

ACTS = {"mark": give_mark, "settle": settle}


class ScoreView(AreaMixin, TemplateView):
    """A sheet with the marks given, the evidence, the earlier years; a form for each criterion."""

    area = "score"
    template_name = "reports/score.html"
    form: MarkForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ten criteria, their marks, the total and the level, the totals of other years."""
        user: User = self.request.user  # type: ignore[assignment]  # AreaMixin lets in nobody else
        today = timezone.localdate()
        choice = sheet_choice(user, self.request.GET, years.year_of(today))
        known = ScoreSheet.objects.visible_to(user).filter(municipality=choice.municipality)
        rows = sheets.rows_of(known.filter(year=choice.year).first())
        if choice.municipality:
            sheets.add_evidence(rows, choice.municipality, choice.year, today)
        if _may_mark(user, choice) and choice.year == years.year_of(today):
            self._offer(rows, user)
        return super().get_context_data(
            choice=choice,
            rows=rows,
            total=sheets.total_of_rows(rows),
            by_year=sheets.years_of(known),
            form=self.form,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Mark one criterion of this year's sheet, or settle on one mark."""
        user: User = request.user  # type: ignore[assignment]
        choice = sheet_choice(user, request.GET, years.year_of(timezone.localdate()))
        act = ACTS.get(request.POST.get("act", "mark"))
        if choice.municipality is None or act is None:
            raise Http404
        if not _may_mark(user, choice):
            raise PermissionDenied
        self.form = MarkForm(request.POST, auto_id="refused-%s")
        if not self.form.is_valid():
            return refused(self.get(request, *args, **kwargs))
        sheet = sheet_of(municipality=choice.municipality, year=years.year_of(timezone.localdate()))
        try:
            act(by=user, sheet=sheet, **self.form.cleaned_data)
        except ValidationError as error:
            self.form.add_error(None, error)
            return refused(self.get(request, *args, **kwargs))
        messages.success(request, "Балл записан.")
        return redirect(f"{reverse('reports:score')}?{choice.query}#{self.form.cleaned_data['criterion']}")

    def _offer(self, rows: list[sheets.Row], user: User) -> None:
        """Give each row the form of what the user may still do with it; the refused one keeps its words."""
        for row in rows:
            row.act, code = row.act_of(user), row.criterion.code
            if row.act and self.form is not None and self.form.data.get("criterion") == code:
                row.form = self.form
            elif row.act:
                row.form = MarkForm(auto_id=f"{code}-%s", initial={"criterion": code, **row.typed_by(user)})


def _may_mark(user: User, choice: SheetChoice) -> bool:
    """Whether the user marks the sheets of the chosen municipality."""
    if choice.municipality is None:
        return False
    return user.access.scope("score", change=True).reaches(municipality=choice.municipality.pk)


@area_required("score")
def protocol(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The protocol of the chosen sheet as .docx or PDF."""
    user: User = request.user  # type: ignore[assignment]
    choice = sheet_choice(user, request.GET, years.year_of(timezone.localdate()))
    if choice.municipality is None or ending not in ("docx", "pdf"):
        raise Http404
    known = ScoreSheet.objects.visible_to(user).filter(municipality=choice.municipality)
    data = protocol_of(choice, sheets.rows_of(known.filter(year=choice.year).first()))
    name = f"score-{choice.year}"
    record_export(
        by=user,
        action="score.printed",
        rows=1,
        chosen=years.label(choice.year),
        target=choice.municipality,
    )
    try:
        return paper_response(data, title=TITLE, name=name, ending=ending)
    except pdf.NoPango as missing:
        messages.warning(request, str(missing))
        return redirect(f"{reverse('reports:score')}?{choice.query}")
