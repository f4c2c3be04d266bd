"""The base of every open list: a word is added when it is first met and looked up whatever its spelling."""

from django.db import models

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
