"""The base of every open list: a word is added when it is first met and looked up whatever its spelling."""

from django.core.exceptions import ValidationError
from django.db import models

from mentorship.spreadsheets.words import fold
from schools.fields import FoldedField


class Word(models.Model):
    """One word of an open list: the stored spelling, and the key it is looked up by."""

    name = models.CharField("название", max_length=200)
    key = FoldedField("ключ поиска", max_length=200, unique=True)

    class Meta:
        abstract = True
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse another spelling of a known word: forms do not see the key, which is made of the name."""
        known = type(self)._default_manager.filter(key=fold(self.name)).exclude(pk=self.pk).first()
        if known is not None:
            raise ValidationError({"name": f"Такое название уже есть: «{known}»."})
