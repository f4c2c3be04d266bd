"""What comes of a campaign: the funnel as Excel, and cutting people off their answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import View

from mentorship.audit.log import record_export
from mentorship.spreadsheets.downloads import xlsx_download
from schools.guards import AreaMixin
from surveys.anonymising import anonymise, couple_of, hindrance
from surveys.forms import AnonymiseForm
from surveys.models import Campaign
from surveys.views.campaigns import steps_of


class FunnelView(AreaMixin, View):
    """GET gives the table of the campaign's page."""

    area = "campaigns"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asked, begun, sent, both forms: by school."""
        rows = Campaign.objects.visible_to(request.user)  # type: ignore[arg-type]
        campaign = get_object_or_404(rows.select_related("questionnaire", "programme"), pk=pk)
        steps = [
            (step.school, step.asked, step.begun, step.sent, step.paired)
            for step in steps_of(request, campaign)
        ]
        record_export(
            by=request.user,
            action="answers.exported",
            rows=len(steps),
            chosen=str(campaign),
            target=campaign,
        )
        headings = ["Школа", "Приглашены", "Начали", "Отправили", "Обе анкеты"]
        return xlsx_download(
            f"anketa-{pk}", str(campaign.questionnaire), headings, steps, widths=[50, 14, 14, 14, 14]
        )


class AnonymiseView(AreaMixin, View):
    """«Обезличить»: a page that says what it means, a tick and a word."""

    area = "campaigns"
    change = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """What will be cut, and what stays."""
        return self._show(self._campaign(pk), AnonymiseForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Do it once both questions are answered."""
        campaign, form = self._campaign(pk), AnonymiseForm(request.POST)
        if not form.is_valid():
            return self._show(campaign, form, 400)
        try:
            anonymise(campaign=campaign, now=timezone.now(), by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Ответы обезличены: связать их с людьми больше нельзя.")
        return redirect("surveys:campaign", pk)

    def _campaign(self, pk: int) -> Campaign:
        rows = Campaign.objects.changeable_by(self.request.user)  # type: ignore[arg-type]
        return get_object_or_404(rows.select_related("questionnaire"), pk=pk)

    def _show(self, campaign: Campaign, form: AnonymiseForm, status: int = 200) -> HttpResponse:
        found: dict[str, Any] = {
            "campaign": campaign,
            "form": form,
            "hindrance": hindrance(campaign),
            "couple": couple_of(campaign).select_related("questionnaire"),
        }
        return render(self.request, "surveys/anonymise.html", found, status=status)
