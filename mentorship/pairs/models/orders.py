"""Registered orders that pairs stand under."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from mentorship.pairs.enums import OrderScope
from schools.fields import FoldedField
from schools.models import Municipality, School

if TYPE_CHECKING:
    from schools.models import User


class OrderQuerySet(models.QuerySet["Order"]):
    """Questions about orders."""

    def visible_to(self, user: "User") -> Self:
        """Orders within the user's scope of pairs."""
        return self.filter(user.access.scope("pairs").q(municipality="municipality", school="school"))


class Order(models.Model):
    """An order (приказ, распоряжение) on pairs, registered by number and date."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="orders", verbose_name="муниципалитет"
    )
    number = models.CharField("номер", max_length=60)
    number_key = FoldedField("ключ поиска", max_length=60, of=("number",))
    date = models.DateField("дата", null=True, blank=True)
    scope = models.CharField("чей", max_length=12, choices=OrderScope, default=OrderScope.MUNICIPALITY)
    school = models.ForeignKey(
        School, models.PROTECT, related_name="orders", verbose_name="школа", null=True, blank=True
    )

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "приказ"
        verbose_name_plural = "приказы"
        ordering = ["-date", "number_key"]
        constraints = [
            # Every school counts its orders itself: two schools may have a № 5 of the same day.
            models.UniqueConstraint(
                fields=["municipality", "number_key", "date"],
                condition=Q(school__isnull=True),
                name="municipal_order_stands_once",
                violation_error_message="Приказ муниципалитета с этим номером и датой уже есть.",
            ),
            models.UniqueConstraint(
                fields=["school", "number_key", "date"],
                condition=Q(school__isnull=False),
                name="school_order_stands_once",
                violation_error_message="Приказ школы с этим номером и датой уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(scope=OrderScope.SCHOOL, school__isnull=False)
                | Q(scope=OrderScope.MUNICIPALITY, school__isnull=True),
                name="school_order_names_its_school",
                violation_error_message="Приказ школы называет школу, приказ муниципалитета — нет.",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}" + (f" от {self.date:%d.%m.%Y}" if self.date else "")
