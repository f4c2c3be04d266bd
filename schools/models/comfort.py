"""What an account keeps for its own comfort: filters of lists under a name, recent cards, chosen columns."""

from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schools.models.accounts import User

TITLE_LENGTH = 60


def query_of(conditions: "Iterable[Sequence[str]]") -> str:
    """Names and values as a query string."""
    return urlencode([(name, value) for name, value in conditions])


class OwnQuerySet(models.QuerySet["SavedFilter"]):
    """Questions about saved filters."""

    def visible_to(self, user: "User") -> Self:
        """The user's own: what an address shows follows from the rights of who opens it."""
        return self.filter(user=user)

    def of_page(self, page: str) -> Self:
        """Those of one list."""
        return self.filter(page=page)


class SavedFilter(models.Model):
    """Conditions of a list under a name of one's own.

    They are names and values, not an address: a person's name among them is found when data are destroyed.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name="чей"
    )
    page = models.CharField("список", max_length=80)
    title = models.CharField("название", max_length=TITLE_LENGTH)
    conditions = models.JSONField("условия", default=list)
    created_at = models.DateTimeField("сохранён", auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = "сохранённый отбор"
        verbose_name_plural = "сохранённые отборы"
        ordering = ["pk"]
        # no unique title: when data are destroyed two titles may become equal stand-ins
        indexes = [models.Index(fields=["user", "page"], name="saved_filter_by_list")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The list under the filter."""
        return f"{reverse(self.page)}?{query_of(self.conditions)}"


class AccountHabits(models.Model):
    """Which cards an account opened last, and the columns it left out of lists: keys and codes, no words."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="habits",
        verbose_name="чьи",
    )
    # [kind, what its pages name a row by: key or code], the newest first
    recent = models.JSONField("недавнее", default=list)
    # page → codes of columns that are not shown
    left_out = models.JSONField("скрытые столбцы", default=dict)

    class Meta:
        verbose_name = "недавнее и столбцы"
        verbose_name_plural = "недавнее и столбцы"

    def __str__(self) -> str:
        return f"{self.user}: недавнее и столбцы"

    @classmethod
    def of(cls, user: "User") -> Self | None:
        """What the account has kept, None before the first; one query."""
        return cls.objects.filter(user=user).first()
