"""Codes of merged people: an old file that names the code of a removed double finds the one that is left."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
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
