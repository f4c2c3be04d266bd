"""What a plan says of an event: shared by the events in force and by those proposed."""

from django.db import models

from mentorship.roadmap.enums import DATABLE_TERMS, ONGOING_TERMS, TermKind
from mentorship.roadmap.models.templates import TemplateStage

# What may be written anew in a plan; the code of an event stays, marks and letters name it.
PLAN_FIELDS = (
    "stage",
    "title",
    "form",
    "term_text",
    "term_kind",
    "start_date",
    "due_date",
    "responsible",
    "expected_result",
)


class PlannedEvent(models.Model):
    """Stage, wording, term and who answers for it."""

    stage = models.ForeignKey(TemplateStage, models.PROTECT, related_name="+", verbose_name="этап")
    code = models.CharField("код", max_length=10)
    title = models.TextField("мероприятие", max_length=1000)
    form = models.TextField("форма", blank=True, max_length=500)
    term_text = models.CharField("срок по документу", max_length=120, blank=True)
    term_kind = models.CharField("вид срока", max_length=20, choices=TermKind)
    start_date = models.DateField("начало", null=True, blank=True)
    due_date = models.DateField("срок", null=True, blank=True)
    responsible = models.CharField("ответственный", max_length=250, blank=True)
    expected_result = models.TextField("ожидаемый результат", blank=True, max_length=2000)

    class Meta:
        abstract = True

    @property
    def is_datable(self) -> bool:
        """Has a month of its own: can be overdue."""
        return self.term_kind in DATABLE_TERMS

    @property
    def is_ongoing(self) -> bool:
        """Collects occurrences."""
        return self.term_kind in ONGOING_TERMS
