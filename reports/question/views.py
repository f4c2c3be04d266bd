"""One's own question: the table, the chart, Excel; what is saved and forgotten."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView, View

from mentorship.audit.log import record
from mentorship.spreadsheets.downloads import xlsx_download
from reports.models import SavedView
from reports.models.views import TITLE_LENGTH
from reports.question import display
from reports.question.choice import AREA, Question, QuestionForm, form_of, question_of
from reports.question.counting import Answer, answer_of
from reports.question.enums import EXPLAINED, Dimension
from reports.question.workflow import drop_view, save_view
from schools.forms import PortalForm
from schools.guards import AreaMixin, area_required
from schools.models import User


class TitleForm(PortalForm):
    """Under which name the question is kept."""

    title = forms.CharField(label="Название", max_length=TITLE_LENGTH)


def asked(request: HttpRequest) -> tuple[QuestionForm, Question | None, Answer | None]:
    """The form of the address with its question and answer; None of both where the form says why."""
    user: User = request.user  # type: ignore[assignment]  # the door lets in nobody else
    form, places = form_of(user, request.GET, timezone.localdate())
    if not form.is_valid():
        return form, None, None
    try:
        question = question_of(user, form, places, timezone.localdate())
        return form, question, answer_of(question)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return form, None, None


class QuestionView(AreaMixin, TemplateView):
    """/reports/question/: the answer; POST keeps the question of the address under a name."""

    area = AREA
    template_name = "reports/question.html"
    title_form: TitleForm | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What cannot be answered is said so, with what was asked."""
        response = super().get(request, *args, **kwargs)
        is_refused = response.context_data["form"].errors or response.context_data["title_form"].errors
        response.status_code = HTTPStatus.BAD_REQUEST if is_refused else HTTPStatus.OK
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, the table, the chart, what the reader has saved."""
        form, question, answer = asked(self.request)
        shown: dict[str, Any] = {}
        if question and answer:
            chart = display.bars(question, answer)
            shown = {
                "first_heading": Dimension(question.rows).label,
                "headings": display.headings(answer),
                "lines": list(display.lines(question, answer)),
                "bars": chart,
                "width": display.WIDTH,
                "height": 10 + len(chart) * display.STEP,
                "explained": EXPLAINED[question.measure],
            }
        user: User = self.request.user  # type: ignore[assignment]
        saved = SavedView.objects.visible_to(user)
        title_form = self.title_form or TitleForm(initial={"title": question.title if question else ""})
        return super().get_context_data(
            form=form, question=question, answer=answer, saved=saved, title_form=title_form, **shown, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the question."""
        self.title_form = TitleForm(request.POST)
        _, question, _ = asked(request)
        if question is None or not self.title_form.is_valid():
            return self.get(request, *args, **kwargs)
        try:
            user: User = request.user  # type: ignore[assignment]
            view = save_view(by=user, title=self.title_form.cleaned_data["title"], question=question)
        except ValidationError as refusal:
            self.title_form.add_error(None, refusal.messages)
            return self.get(request, *args, **kwargs)
        messages.success(request, "Вопрос сохранён: его адрес можно переслать.")
        return redirect(view)


class QuestionXlsxView(AreaMixin, View):
    """/reports/question.xlsx: the same table as numbers."""

    area = AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The same function as the page's; the export stands in the journal."""
        form, question, answer = asked(request)
        if question is None or answer is None:
            words = " ".join(str(message) for found in form.errors.values() for message in found)
            return HttpResponseBadRequest(words, content_type="text/plain; charset=utf-8")
        headings, rows = display.sheet_of(question, answer)
        record(by=request.user, action="question.exported", text=question.title, data={"rows": len(rows)})
        widths = [40, *(16 for _ in headings[1:])]
        return xlsx_download(f"question-{question.on:%Y-%m-%d}", "Вопрос", headings, rows, widths=widths)


@require_POST
@area_required(AREA, change=True)
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Forget a question of one's own; another's is not found."""
    user: User = request.user  # type: ignore[assignment]
    view = get_object_or_404(SavedView.objects.visible_to(user), pk=pk)
    drop_view(by=user, view=view)
    messages.success(request, "Вопрос удалён.")
    return redirect("reports:question")
