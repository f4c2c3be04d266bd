"""Closed lists: what a person may ask for, why data are destroyed, how far a request or a left file is."""

from django.db import models


class Wish(models.TextChoices):
    """What a person asks for about the own data (152-ФЗ, ст. 14, 20, 21)."""

    CORRECT = "correct", "исправить"
    ERASE = "erase", "уничтожить"


class Ground(models.TextChoices):
    """Why data are destroyed (152-ФЗ, ст. 21)."""

    WITHDRAWN = "withdrawn", "согласие отозвано"
    ASKED = "asked", "требование субъекта"
    REACHED = "reached", "цель обработки достигнута"
    UNLAWFUL = "unlawful", "обработка неправомерна"


class RequestState(models.TextChoices):
    """How far a request is."""

    OPEN = "open", "ждёт ответа"
    PROPOSED = "proposed", "предложено уничтожить"
    DONE = "done", "исполнен"
    REFUSED = "refused", "отказано"


OPEN_STATES = (RequestState.OPEN, RequestState.PROPOSED)


class Sign(models.TextChoices):
    """Why a file may tell of somebody whose data were destroyed."""

    NAMED = "named", "в файле стоит имя"
    UNREAD = "unread", "скан, снимок или PDF: прочитать его может только человек"


class FileState(models.TextChoices):
    """What was decided about such a file."""

    WAITING = "waiting", "ждёт решения"
    DESTROYED = "destroyed", "уничтожен"
    KEPT = "kept", "оставлен: человека в нём нет"
