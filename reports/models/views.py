"""Questions that people keep for themselves."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

if TYPE_CHECKING:
    from schools.models import User

TITLE_LENGTH = 120


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about saved questions."""

    def visible_to(self, user: "User") -> Self:
        """The user's own: what an address shows follows from the rights of who opens it."""
        return self.filter(user=user)


class SavedView(models.Model):
    """A question under a name: the address is the question itself."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name="чей"
    )
    title = models.CharField("название", max_length=TITLE_LENGTH)
    query = models.CharField("адрес", max_length=500)
    created_at = models.DateTimeField("сохранён", auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "сохранённый вопрос"
        verbose_name_plural = "сохранённые вопросы"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "title"],
                name="saved_view_title_stands_once",
                violation_error_message="Вопрос с таким названием у вас уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that answers it."""
        return f"{reverse('reports:question')}?{self.query}"
