"""The figures of a programme's page, counted and kept: a page need not count a whole municipality anew."""

from datetime import date
from typing import Self

from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q

from mentorship.programmes.models import Programme
from schools.models import Municipality


class SourceChange(models.Model):
    """Something that figures of the municipality are made of has changed; triggers write it (reports.guards).

    Rows are only added, so writers never wait for each other; who counts takes them away. The municipality
    may be gone by the time the mark is written, hence no constraint.
    """

    municipality = models.ForeignKey(
        Municipality, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name="муниципалитет"
    )

    class Meta:
        verbose_name = "отметка об изменении"
        verbose_name_plural = "отметки об изменениях"

    def __str__(self) -> str:
        return f"№ {self.pk}"


def unchanged(summary: str = "", municipality: str = "programme__municipality") -> Q:
    """The condition that nothing has changed since figures were counted, told of or only marked.

    Over a model's paths to the summary («kept__») and to its municipality.
    """
    marks = SourceChange.objects.filter(municipality=OuterRef(municipality))
    return Q(~Exists(marks), **{f"{summary}counted": F(f"{summary}changes")})


def _holds(on: date) -> Q:
    return Q(unchanged(), on=on)


class SummaryQuerySet(models.QuerySet["Summary"]):
    """Questions about kept figures."""

    def holding(self, on: date) -> Self:
        """Those whose figures hold on the day."""
        return self.filter(_holds(on))

    def asked_on(self, on: date) -> Self:
        """Annotate `is_holding`."""
        return self.annotate(is_holding=ExpressionWrapper(_holds(on), models.BooleanField()))

    @transaction.atomic(savepoint=False)
    def take_marks(self, municipality: int) -> bool:
        """Tell every summary of the municipality what the marks say; whether there were any.

        A mark that is not seen yet, its writer being at work, stays and is taken next time.
        """
        taken, _ = SourceChange.objects.filter(municipality=municipality).delete()
        if taken:
            self.filter(programme__municipality=municipality).update(changes=F("changes") + 1)
        return taken > 0

    def begin(self, programme: Programme, *, has_names: bool) -> "Summary":
        """Make the row where there is none; somebody else may be doing the same."""
        row = Summary(programme=programme, has_names=has_names)
        Summary.objects.bulk_create([row], ignore_conflicts=True)
        [made] = self.filter(programme=programme, has_names=has_names)
        return made


class Summary(models.Model):
    """Figures of a programme's whole municipality on a day, for who sees teachers' names or does not.

    They hold while `counted` is `changes`: a change of what they are made of moves `changes` on.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="summaries", verbose_name="программа"
    )
    has_names = models.BooleanField("для тех, кто видит педагогов")
    changes = models.PositiveBigIntegerField("сколько раз данные менялись", default=0)
    counted = models.PositiveBigIntegerField("после какого изменения посчитано", null=True, blank=True)
    on = models.DateField("на дату", null=True, blank=True)
    owed = models.JSONField("чего не хватает", default=list)

    # of `asked_on` alone
    is_holding: bool

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name = "свод показателей"
        verbose_name_plural = "своды показателей"
        ordering = ["programme", "has_names"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "has_names"],
                name="programme_is_summed_up_once_a_reader",
                violation_error_message="Свод этой программы уже есть.",
            )
        ]

    def __str__(self) -> str:
        return str(self.programme)


class SummaryFigure(models.Model):
    """One indicator of a summary: a part of a whole, or a number without parts, `count` where it is whole."""

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="figures", verbose_name="свод")
    code = models.CharField("показатель", max_length=40)
    part = models.BigIntegerField("числитель", null=True, blank=True)
    whole = models.BigIntegerField("знаменатель", null=True, blank=True)
    count = models.BigIntegerField("целое число", null=True, blank=True)
    number = models.CharField("дробное число", max_length=200, blank=True)
    before = models.CharField("год назад", max_length=200, blank=True)
    given = models.PositiveIntegerField("школ с данными", null=True, blank=True)
    schools = models.PositiveIntegerField("школ", null=True, blank=True)
    is_hidden = models.BooleanField("скрыто", default=False)
    note = models.TextField("пояснение", blank=True)
    beside = models.JSONField("рядом", default=list)

    class Meta:
        verbose_name = "показатель свода"
        verbose_name_plural = "показатели свода"
        ordering = ["summary", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["summary", "code"],
                name="indicator_stands_once_a_summary",
                violation_error_message="Этот показатель в своде уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.code
