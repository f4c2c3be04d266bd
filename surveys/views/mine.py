"""«Мои анкеты»: what waits, what is sent and until when it can be changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView

from schools.guards import AreaMixin
from schools.models import Person
from surveys import confidential
from surveys.audience import campaigns_for
from surveys.device.keeping import let_keep
from surveys.enums import CampaignState, ResponseState
from surveys.models import Campaign, Response


@dataclass(frozen=True)
class Entry:
    """One form of a person: the campaign and what has come of it."""

    campaign: Campaign
    response: Response | None
    on: date

    @property
    def is_sent(self) -> bool:
        """Whether the answers were sent."""
        return self.response is not None and self.response.state == ResponseState.SUBMITTED

    @property
    def is_editable(self) -> bool:
        """Whether answers may still be given or changed."""
        return self.campaign.takes_answers(self.on)

    @property
    def days_left(self) -> int:
        """Days to the last one, 0 on the day itself."""
        return (self.campaign.closes_date - self.on).days


def entries_of(person: Person, on: date) -> list[Entry]:
    """Every form the person may answer on the day or has answered ever; three queries."""
    own = confidential.own_responses(person)
    responses = {row.campaign_id: row for row in own if row.campaign.state != CampaignState.DRAFT}
    waiting = {campaign.pk: campaign for campaign in campaigns_for(person, on)}
    campaigns = waiting | {pk: response.campaign for pk, response in responses.items()}
    return [Entry(campaign, responses.get(pk), on) for pk, campaign in campaigns.items()]


class OwnSurveysView(AreaMixin, TemplateView):
    """The list of a person's own questionnaires."""

    area = "surveys"
    template_name = "surveys/list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list may be kept on the device for the time without a network."""
        return let_keep(request, super().get(request, *args, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Waiting forms by their last day, then those that were sent, the latest first."""
        person = self.request.user.access.person  # type: ignore[union-attr]
        entries = entries_of(person, timezone.localdate()) if person else []
        waiting = [entry for entry in entries if entry.is_editable and not entry.is_sent]
        past = [entry for entry in entries if entry not in waiting]
        return super().get_context_data(
            person=person,
            waiting=sorted(waiting, key=lambda entry: entry.campaign.closes_date),
            past=sorted(past, key=lambda entry: entry.campaign.closes_date, reverse=True),
            **kwargs,
        )
