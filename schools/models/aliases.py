"""Doubles: codes of merged people (an old file finds the one that is left), and who was told apart."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from schools.models.people import Person

if TYPE_CHECKING:
    from schools.models.accounts import User


class PersonAliasQuerySet(models.QuerySet["PersonAlias"]):
    """Questions about codes of doubles."""

    def visible_to(self, user: "User") -> Self:
        """Those of the people within the user's scope."""
        scope = user.access.scope("people")
        return self.filter(scope.q(municipality="person__municipality", school="person__school"))


class PersonAlias(models.Model):
    """A code that once named a double of the person, and what the double's record held."""

    code = models.CharField("прежний код", max_length=50, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases", verbose_name="сотрудник")
    record = models.JSONField("прежняя запись", default=dict)
    merged_at = models.DateTimeField("объединены", auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто объединил", null=True
    )

    objects = PersonAliasQuerySet.as_manager()

    class Meta:
        verbose_name = "прежний код сотрудника"
        verbose_name_plural = "прежние коды сотрудников"
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"{self.code} → {self.person}"


def free_code(code: str, person: int | None) -> str:
    """Return the code unless it leads to somebody else by a merge: then raise ValidationError."""
    alias = PersonAlias.objects.filter(code=code).exclude(person=person).select_related("person").first()
    if alias is not None:
        raise ValidationError(f"Этот код был у двойника: теперь он ведёт к записи «{alias.person}».")
    return code


class NotDoublesQuerySet(models.QuerySet["NotDoubles"]):
    """Questions about decisions that two records are two people."""

    def visible_to(self, user: "User") -> Self:
        """Those of which both people lie within the user's scope."""
        scope = user.access.scope("people")
        return self.filter(
            scope.q(municipality="person_a__municipality", school="person_a__school"),
            scope.q(municipality="person_b__municipality", school="person_b__school"),
        )

    def of(self, person: Person) -> Self:
        """Those that speak of a person."""
        return self.filter(models.Q(person_a=person) | models.Q(person_b=person))

    def pairs(self) -> set[tuple[int, int]]:
        """The keys of each two, the smaller first, as `schools.doubles` takes them."""
        return set(self.order_by().values_list("person_a", "person_b"))


class NotDoubles(models.Model):
    """Two people of like names of whom somebody has said that they are two: they are not offered again."""

    person_a = models.ForeignKey(
        Person, models.CASCADE, related_name="told_apart_from", verbose_name="один сотрудник"
    )
    person_b = models.ForeignKey(
        Person, models.CASCADE, related_name="told_apart_by", verbose_name="другой сотрудник"
    )
    reason = models.CharField("почему это разные люди", max_length=300, blank=True)
    decided_at = models.DateTimeField("когда решено", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто решил", null=True
    )

    objects = NotDoublesQuerySet.as_manager()

    class Meta:
        verbose_name = "не двойники"
        verbose_name_plural = "не двойники"
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_a", "person_b"],
                name="two_are_told_apart_once",
                violation_error_message="Об этих двух записях уже решено, что это разные люди.",
            ),
            models.CheckConstraint(
                condition=models.Q(person_a__lt=models.F("person_b")),
                name="two_told_apart_stand_in_order",
                violation_error_message="Сначала указывается запись, внесённая раньше; одна запись — не две.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_a} — {self.person_b}"
