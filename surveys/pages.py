"""What the templates of a questionnaire ask for."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from schools import years
from schools.forms import FormError
from surveys.sheet import Section, Sheet
from surveys.visit import Visit


def moment(visit: Visit) -> str:
    """When the answers were accepted: day and time, the day alone for an import."""
    response = visit.response
    if response is None or response.answered_date is None:
        return ""
    if response.submitted_at is None:
        return f"{response.answered_date:%d.%m.%Y}"
    return f"{timezone.localtime(response.submitted_at):%d.%m.%Y в %H:%M}"


@dataclass
class Page:
    """One page of a form: the visit, the section it shows, what was typed there and could not be stored.

    `refusal` says why nothing is taken today.
    """

    visit: Visit
    step: int
    typed: dict[str, dict[str, str]]
    refusal: str = ""

    @cached_property
    def sheet(self) -> Sheet:
        """The form with the person's answers."""
        return self.visit.sheet(**self.typed)

    @property
    def section(self) -> Section:
        """The section this page shows."""
        return self.sheet.sections[self.step - 1]

    @property
    def last(self) -> int:
        """How many sections there are."""
        return len(self.sheet.sections)

    @property
    def step_words(self) -> str:
        """«2 из 4»."""
        return f"{self.step} из {self.last}"

    @property
    def heading(self) -> str:
        """«Анкета наставляемого»."""
        return self.sheet.form.title.partition(":")[0]

    @property
    def subtitle(self) -> str:
        """«до начала работы · 2025/2026»."""
        when = self.sheet.form.title.partition(":")[2].strip()
        return " · ".join(filter(None, (when, years.label(self.visit.campaign.year))))

    @property
    def saved_at(self) -> str:
        """The time of the last save today; "" before the first."""
        if self.visit.response is None:
            return ""
        saved = timezone.localtime(self.visit.response.updated_at)
        return f"{saved:%H:%M}" if saved.date() == self.visit.on else f"{saved:%d.%m}"

    @property
    def accepted(self) -> str:
        """When the answers were accepted."""
        return moment(self.visit)

    @property
    def queue(self) -> str:
        """The name of what the script keeps on the device until it is sent: the person and the campaign."""
        return f"{self.visit.person.pk}-{self.visit.campaign.pk}"

    @property
    def first_wrong(self) -> str:
        """The item whose field takes the focus; "" where nothing is wrong."""
        return self.sheet.wrong[0].item.code if self.sheet.wrong else ""

    @property
    def errors(self) -> list[FormError]:
        """The summary on top: each line leads to its question."""
        return [
            FormError(f"q-{question.item.code}", f"№ {question.item.number}", question.error)
            for question in self.sheet.wrong
        ]
