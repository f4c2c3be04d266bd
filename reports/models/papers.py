"""Snapshots of the indicators on a day, and the 0–20 sheet of the methodical service."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from mentorship.programmes.models import Programme
from reports.enums import SnapshotState
from schools.fields import AcademicYearField
from schools.models import Municipality

if TYPE_CHECKING:
    from schools.models import User


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Questions about snapshots."""

    def visible_to(self, user: "User") -> Self:
        """Snapshots of the programmes the user may see; those who do not change them see the approved."""
        scope = user.access.scope("snapshots")
        rows = self.filter(
            scope.q(municipality="programme__municipality")
            | Q(programme__municipality__schools__in=scope.schools)
        ).distinct()
        return rows if user.access.may_change("snapshots") else rows.filter(state=SnapshotState.APPROVED)

    def update(self, **kwargs: Any) -> int:
        """Refuse to rewrite what was approved; ValidationError."""
        _refuse(self.filter(state=SnapshotState.APPROVED).exists())
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to destroy what was approved; ValidationError."""
        _refuse(self.filter(state=SnapshotState.APPROVED).exists())
        return super().delete()


def _refuse(is_approved: bool) -> None:
    if is_approved:
        raise ValidationError("Утверждённый отчёт не меняется: зафиксируйте новый на ту же дату.")


class Snapshot(models.Model):
    """The indicators as they stood on a day; immutable once approved."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="snapshots", verbose_name="программа"
    )
    as_of = models.DateField("на дату")
    state = models.CharField("состояние", max_length=10, choices=SnapshotState, default=SnapshotState.DRAFT)
    figures = models.JSONField("значения", editable=False)
    refines = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="refined_by",
        verbose_name="уточняет отчёт",
        null=True,
        blank=True,
    )
    taken_at = models.DateTimeField("зафиксирован", auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто зафиксировал"
    )
    approved_at = models.DateTimeField("утверждён", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="кто утвердил",
        null=True,
        blank=True,
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт на дату"
        verbose_name_plural = "отчёты на дату"
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SnapshotState.APPROVED, approved_at__isnull=False)
                | Q(state=SnapshotState.DRAFT, approved_at__isnull=True),
                name="approved_snapshot_has_its_moment",
                violation_error_message="У утверждённого отчёта указывается время утверждения.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} на {self.as_of:%d.%m.%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse every change of an approved report; ValidationError."""
        _refuse(Snapshot.objects.filter(pk=self.pk, state=SnapshotState.APPROVED).exists())
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse to destroy an approved report; ValidationError."""
        _refuse(self.state == SnapshotState.APPROVED)
        return super().delete(*args, **kwargs)


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    """Questions about sheets."""

    def visible_to(self, user: "User", *, change: bool = False) -> Self:
        """Sheets of the municipalities the user's roles reach, a school's roles included."""
        scope = user.access.scope("score", change=change)
        return self.filter(
            scope.q(municipality="municipality") | Q(municipality__schools__in=scope.schools)
        ).distinct()


class ScoreSheet(models.Model):
    """The ten criteria of document 004 for a municipality and a school year."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="score_sheets", verbose_name="муниципалитет"
    )
    year = AcademicYearField("учебный год")

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "лист оценки"
        verbose_name_plural = "листы оценки"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"],
                name="one_score_sheet_a_year",
                violation_error_message="Лист оценки за этот учебный год уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"Лист оценки {self.year}/{self.year + 1}"


class Mark(models.Model):
    """What a mark of a criterion is: 0, 1 or 2 points, with the reason."""

    criterion = models.SlugField("критерий", max_length=40)
    mark = models.PositiveSmallIntegerField("балл", choices=[(0, "0"), (1, "1"), (2, "2")])
    reason = models.CharField("обоснование", max_length=500)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(mark__lte=2),
                name="%(class)s_mark_is_0_to_2",
                violation_error_message="Балл — 0, 1 или 2.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.mark}"


class Score(Mark):
    """The mark that one of the two scorers gave."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="scores", verbose_name="лист")
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто оценил"
    )
    scored_at = models.DateTimeField("когда", auto_now=True)

    class Meta(Mark.Meta):
        verbose_name = "балл"
        verbose_name_plural = "баллы"
        ordering = ["sheet", "criterion", "pk"]
        constraints = [
            *Mark.Meta.constraints,
            models.UniqueConstraint(
                fields=["sheet", "criterion", "scored_by"],
                name="criterion_is_marked_once_by_a_person",
                violation_error_message="Этот критерий вы уже оценили.",
            ),
        ]


class ScoreDecision(Mark):
    """The mark two scorers agreed on after they had marked a criterion differently."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="decisions", verbose_name="лист")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто записал"
    )
    decided_at = models.DateTimeField("когда", auto_now=True)

    class Meta(Mark.Meta):
        verbose_name = "общее решение"
        verbose_name_plural = "общие решения"
        ordering = ["sheet", "criterion"]
        constraints = [
            *Mark.Meta.constraints,
            models.UniqueConstraint(
                fields=["sheet", "criterion"],
                name="criterion_is_settled_once",
                violation_error_message="По этому критерию уже есть общее решение.",
            ),
        ]
