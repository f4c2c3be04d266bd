"""«Своими словами»: free texts without authors for the methodist and the head, their codes for all."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from reports.survey_reports.choice import Choice
from reports.survey_reports.coding import TextItem, find_text, known_words, read_texts, text_items
from reports.views.survey_once import SingleFormMixin
from schools.models import User
from surveys.enums import SwotSide
from surveys.results import texts_of
from surveys.results.swot import swot_of
from surveys.workflow.coding import LONGEST, code_text, uncode_text

PAGE_SIZE = 20


class SurveyTextsView(SingleFormMixin, TemplateView):
    """/reports/surveys/texts/: `item` chooses the question, «after.lacking_text»."""

    template_name = "reports/survey_texts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The counts of the codes; the texts for those who may read them."""
        choice = self.chosen()
        k, group = choice.rules.k, choice.group
        reads = _may_read(self.request, choice)
        items = text_items(group, k) if reads else []
        item = _chosen_item(items, self.request.GET.get("item", ""))
        texts = texts_of(group, item.phase, item.item.code, k) if item else []
        page = Paginator(texts, PAGE_SIZE).get_page(self.request.GET.get("page"))
        choice.form.fields.pop("school", None)
        return super().get_context_data(
            choice=choice,
            form=choice.form,
            reads=reads,
            codes_texts=_may_code(self.request, choice),
            items=items,
            item=item,
            page_obj=page,
            texts=read_texts(list(page.object_list)),
            swot=swot_of(group, k, masked=not reads),
            sides=SwotSide.choices,
            words=known_words(group) if reads else [],
            longest=LONGEST,
            k=k,
            **kwargs,
        )


class CodeTextView(SingleFormMixin, View):
    """POST /reports/surveys/texts/code/: lay a text to a code, or take a code back."""

    area = "campaigns"
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The address says whose texts and which question; the form, which text and what code."""
        choice = self.chosen()
        if not _may_code(request, choice):
            raise PermissionDenied
        k, user = choice.rules.k, request.user
        item = _chosen_item(text_items(choice.group, k), request.GET.get("item", ""))
        if item is None:
            raise Http404("Такого вопроса нет.")
        text = find_text(choice.group, item, request.POST.get("text", ""), k)
        taken_back = request.POST.get("code", "")
        try:
            if taken_back:
                found = next((code for code in text.codes.all() if str(code.pk) == taken_back), None)
                if found is not None:
                    uncode_text(code=found, by=user)  # type: ignore[arg-type]
            else:
                side, words = request.POST.get("side", ""), request.POST.get("words", "")
                code_text(text=text, side=side, words=words, by=user)  # type: ignore[arg-type]
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        page = request.GET.get("page", "")
        address = f"{reverse('reports:survey_texts')}?{choice.query}&item={item.code}"
        return redirect(f"{address}&page={page}#texts" if page.isdecimal() else f"{address}#texts")


def _may_read(request: HttpRequest, choice: Choice) -> bool:
    """Texts are for the methodist and the head of the municipality (decisions.md §4)."""
    return _reaches(request, choice, change=False)


def _may_code(request: HttpRequest, choice: Choice) -> bool:
    return _reaches(request, choice, change=True)


def _reaches(request: HttpRequest, choice: Choice, *, change: bool) -> bool:
    user: User = request.user  # type: ignore[assignment]  # the mixin lets in nobody else
    place = choice.group.municipality
    return place is not None and user.access.scope("campaigns", change=change).reaches(municipality=place.pk)


def _chosen_item(items: list[TextItem], code: str) -> TextItem | None:
    return next((item for item in items if item.code == code), None)
