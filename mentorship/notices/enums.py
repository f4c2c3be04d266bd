"""What letters are about, and what became of them."""

from django.db import models


class Topic(models.TextChoices):
    """What a letter is about; a person may switch a topic off, but for ALWAYS_SENT."""

    MENTOR = "mentor", "кандидатура и карточка наставника"
    REQUEST = "request", "запрос наставляемого"
    PAIR = "pair", "предложение, начало и завершение пары"
    MEETING = "meeting", "встречи пары"
    REPORT = "report", "отчёты за полугодие"
    ROADMAP = "roadmap", "дорожные карты"
    DIGEST = "digest", "сводка дорожных карт за неделю"
    SURVEY = "survey", "анкеты"
    CONTEST = "contest", "конкурсы и награды"
    PRACTICE = "practice", "практики и публичный раздел"
    ACCOUNT = "account", "вход и безопасность"


# Who took an account over must not be able to keep its holder from learning of it.
ALWAYS_SENT = frozenset({Topic.ACCOUNT})
SWITCHABLE = tuple(topic for topic in Topic if topic not in ALWAYS_SENT)


class NoticeState(models.TextChoices):
    """What became of a letter."""

    QUEUED = "queued", "ждёт отправки"
    SENT = "sent", "отправлено"
    FAILED = "failed", "не отправлено"
    SWITCHED_OFF = "switched_off", "получатель отключил"
    NO_ADDRESS = "no_address", "нет адреса"
