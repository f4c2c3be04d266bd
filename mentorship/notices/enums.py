"""What letters are about, and what became of them."""

from django.db import models


class Topic(models.TextChoices):
    """What a letter is about; a person may switch a topic off."""

    MENTOR = "mentor", "кандидатура и карточка наставника"
    REQUEST = "request", "запрос наставляемого"
    PAIR = "pair", "предложение, начало и завершение пары"
    MEETING = "meeting", "встречи пары"
    REPORT = "report", "отчёты за полугодие"
    ROADMAP = "roadmap", "дорожные карты"
    SURVEY = "survey", "анкеты"


class NoticeState(models.TextChoices):
    """What became of a letter."""

    QUEUED = "queued", "ждёт отправки"
    SENT = "sent", "отправлено"
    FAILED = "failed", "не отправлено"
    SWITCHED_OFF = "switched_off", "получатель отключил"
    NO_ADDRESS = "no_address", "нет адреса"
