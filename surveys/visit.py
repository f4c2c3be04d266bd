"""One person at one questionnaire: what may be done on the day, and what the pages of the form show."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.http import Http404

from mentorship.prepared import Prepared, Slot
from schools.models import Person, User
from surveys import confidential
from surveys.audience import asks, campaigns_for
from surveys.catalogue import FormDefinition
from surveys.consents import WITHDRAWN, Consented, consented
from surveys.enums import Phase, ResponseSource, ResponseState, Stage
from surveys.models import Campaign, Response
from surveys.sheet import Sheet
from surveys.versions import form_of

_PUBLISHED = Prepared(
    lambda: (
        Campaign.objects.published()
        .select_related("questionnaire", "version")
        .filter(pk=Slot("campaign"))
        .order_by()
    )
)


def published(campaign: int) -> Campaign | None:
    """Return the campaign with its questionnaire and version; None where respondents know of none."""
    return _PUBLISHED.first(campaign=campaign)


@dataclass
class Visit:
    """Who answers what, from where: `address` is that of the form, `way_out` of the page to return to."""

    person: Person
    campaign: Campaign
    on: date
    address: str
    way_out: str = ""
    by: User | None = None
    source: ResponseSource = ResponseSource.PORTAL
    response: Response | None = field(init=False)

    def __post_init__(self) -> None:
        self.response = confidential.response_of(person=self.person, campaign=self.campaign)

    def check_is_asked(self) -> None:
        """Http404 for who is not asked and has not answered either: it is not this person's form."""
        if self.response is None and not asks(self.campaign, self.person):
            raise Http404("Эту анкету заполняют другие.")

    @property
    def form(self) -> FormDefinition:
        """What is asked: the version that was begun, else the campaign's."""
        return form_of(self.response.version if self.response else self.campaign.version)

    @property
    def refusal(self) -> str:
        """Why nothing can be answered today; "" where it can."""
        return WITHDRAWN if self.has_withdrawn else self.closed

    @property
    def closed(self) -> str:
        """Why the campaign takes nothing from this person today; "" where it does."""
        if not self.campaign.takes_answers(self.on):
            return self.campaign.refusal(self.on)
        is_early = self.campaign.stage(self.on) != Stage.OPEN and self.response is None
        if is_early and self.campaign not in campaigns_for(self.person, self.on):
            return self.campaign.refusal(self.on)
        return ""

    @cached_property
    def _consent(self) -> Consented:
        return consented(self.person)

    @property
    def has_withdrawn(self) -> bool:
        """Whether the person has taken back the consent to processing."""
        return self._consent == Consented.WITHDRAWN

    @property
    def lacks_consent(self) -> bool:
        """Whether to ask the signed-in person for the consent: nobody has recorded one yet."""
        return self.by is not None and self._consent == Consented.NEVER

    @property
    def is_submitted(self) -> bool:
        """Whether the answers were sent."""
        return self.response is not None and self.response.state == ResponseState.SUBMITTED

    @property
    def step(self) -> int:
        """The section to go on with, from 1; one more than there are is the check of all answers."""
        reached = self.response.position if self.response else 0
        return min(max(reached, 1), len(self.form.sections) + 1)

    def sheet(self, **more: dict[str, str]) -> Sheet:
        """The form with the person's answers; to a second form's texts stand those of the first."""
        if self.response is None:
            return Sheet(self.form, **more)
        texts = confidential.texts_of(self.response)
        answers = {**self.response.answers, **texts.get(self.response.phase, {})}
        return Sheet(self.form, answers, earlier=self._partners(texts.get(Phase.BEFORE, {})), **more)

    def _partners(self, texts: dict[str, str]) -> dict[str, str]:
        """What the person wrote in the first form, by the code of the partner; scores are not shown again."""
        if self.campaign.questionnaire.phase != Phase.AFTER:
            return {}
        partners = {
            item.code: item.paired_with.partition(".")[2]
            for item in self.form.items
            if item.relation == "text_pair"
        }
        return {code: texts[other] for code, other in partners.items() if other in texts}
