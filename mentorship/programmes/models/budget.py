"""The budget of a programme by years and sources."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from mentorship.programmes.models.programmes import Programme

FIRST_YEAR = 2000


class BudgetLine(models.Model):
    """What one source gives in one calendar year, in roubles."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="budget_lines", verbose_name="программа"
    )
    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(FIRST_YEAR)])
    source = models.CharField("источник", max_length=200)
    amount = models.DecimalField(
        "сумма, ₽", max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "строка бюджета"
        verbose_name_plural = "бюджет по годам"
        ordering = ["year", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "source"],
                name="budget_source_stands_once_a_year",
                violation_error_message="Этот источник в этом году уже записан.",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="budget_amount_is_not_negative",
                violation_error_message="Сумма не бывает отрицательной.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.source}: {self.amount} ₽"
