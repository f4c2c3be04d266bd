"""Kinds and states of contests, places, kinds of awards and to whom they go."""

from typing import Final

from django.db import models


class ContestKind(models.TextChoices):
    """The contests that document 003 names in §7, and any other."""

    MENTOR_OF_YEAR = "mentor_of_year", "Наставник года"
    BEST_PAIR = "best_pair", "Лучшая пара"
    MENTOR_PLUS = "mentor_plus", "Наставник+"
    OTHER = "other", "другой конкурс"


class ContestState(models.TextChoices):
    """From the regulation to the announced results."""

    DRAFT = "draft", "черновик"
    NOMINATING = "nominating", "идёт выдвижение"
    JUDGED = "judged", "жюри подводит итоги"
    ANNOUNCED = "announced", "итоги объявлены"


# step → (from which state, to which).
CONTEST_STEPS: Final[dict[str, tuple[ContestState, ContestState]]] = {
    "open": (ContestState.DRAFT, ContestState.NOMINATING),
    "close": (ContestState.NOMINATING, ContestState.JUDGED),
    "announce": (ContestState.JUDGED, ContestState.ANNOUNCED),
    "resume": (ContestState.JUDGED, ContestState.NOMINATING),
    "recall": (ContestState.ANNOUNCED, ContestState.JUDGED),
}


class Takes(models.TextChoices):
    """Who stands in a nomination."""

    MENTOR = "mentor", "наставник"
    PAIR = "pair", "пара или группа"


class Place(models.TextChoices):
    """What the jury gives; an entry without a place took part."""

    WINNER = "winner", "победитель"
    SECOND = "second", "второе место"
    THIRD = "third", "третье место"
    LAUREATE = "laureate", "лауреат"


class AwardKind(models.TextChoices):
    """The papers of thanks and honour (document 003, §7; domain.md §1.14)."""

    DIPLOMA = "diploma", "диплом"
    MERIT = "merit", "грамота"
    CERTIFICATE = "certificate", "сертификат"
    THANKS = "thanks", "благодарственное письмо"


class Addressee(models.TextChoices):
    """To whom an award goes: a person of the portal, or somebody who is only named on it."""

    PERSON = "person", "педагог"
    PARENTS = "parents", "родители"
    ENTERPRISE = "enterprise", "предприятие или организация"


class Occasion(models.TextChoices):
    """What an award was issued for: a contest and the pairs of a year give each person one of a kind."""

    SINGLE = "single", "отдельно"
    CONTEST = "contest", "конкурс"
    PAIRS = "pairs", "завершённые пары года"
