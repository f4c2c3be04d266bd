"""Forms that were sent: a second press of the same button is answered like the first and does nothing."""

from django.db import models
from django.utils.timezone import localtime


class SentForm(models.Model):
    """A form that made something; its key holds the account and the number the form was opened with."""

    key = models.CharField("ключ", max_length=64, primary_key=True)
    location = models.CharField("куда привела", max_length=500, blank=True)
    sent_at = models.DateTimeField("отправлена", db_index=True)

    class Meta:
        verbose_name = "отправленная форма"
        verbose_name_plural = "отправленные формы"

    def __str__(self) -> str:
        return f"{localtime(self.sent_at):%d.%m.%Y %H:%M} {self.location}"
