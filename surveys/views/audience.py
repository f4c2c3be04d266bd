"""The page that says whom a campaign asks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView

from schools.guards import AreaMixin
from schools.models import Municipality
from surveys.forms import AudienceForm
from surveys.models import Campaign
from surveys.workflow import aim_campaign


class AudienceView(AreaMixin, FormView):
    """Whom a campaign asks: changed until it is closed."""

    area = "campaigns"
    change = True
    template_name = "surveys/campaign_audience.html"
    form_class = AudienceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The campaign's own municipality, and what it asks now."""
        rows = Campaign.objects.changeable_by(self.request.user)  # type: ignore[arg-type]
        self.campaign = get_object_or_404(
            rows.select_related("questionnaire", "programme"), pk=self.kwargs["pk"]
        )
        initial = {
            "opens_on": self.campaign.opens_on,
            "programme": self.campaign.programme_id,
            "schools": self.campaign.schools.all(),
        }
        municipalities = Municipality.objects.filter(pk=self.campaign.municipality_id)
        return {**super().get_form_kwargs(), "municipalities": municipalities, "initial": initial}

    def form_valid(self, form: AudienceForm) -> HttpResponseBase:  # type: ignore[override]
        """Store it, or say why not."""
        try:
            aim_campaign(campaign=self.campaign, aim=form.aim, by=self.request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
            return self.form_invalid(form)
        messages.success(self.request, "Записано, кого спрашивает кампания.")
        return redirect("surveys:campaign", self.campaign.pk)

    def form_invalid(self, form: AudienceForm) -> HttpResponseBase:  # type: ignore[override]
        """The form with its errors, as a refusal."""
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The campaign, for the headings."""
        context = super().get_context_data(**kwargs)
        return {**context, "campaign": self.campaign}
