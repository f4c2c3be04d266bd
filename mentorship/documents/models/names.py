"""How a person's name is written in a case, where the rules of the language do not know it."""

from django.db import models

from mentorship.documents.enums import Case
from schools.models import Person


class NameForm(models.Model):
    """A person's full name in a case as somebody has set it right; it wins over the rules."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="name_forms", verbose_name="человек")
    case = models.CharField("падеж", max_length=10, choices=Case)
    text = models.CharField("фамилия, имя, отчество", max_length=320)

    class Meta:
        verbose_name = "имя в падеже"
        verbose_name_plural = "имена в падежах"
        ordering = ["person__name_key", "case"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "case"],
                name="name_stands_once_in_a_case",
                violation_error_message="Имя этого человека в этом падеже уже записано.",
            )
        ]

    def __str__(self) -> str:
        return self.text
