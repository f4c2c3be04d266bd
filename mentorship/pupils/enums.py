"""Closed lists: nothing about a child is written in free words (documents 001, 003 §5)."""

from django.db import models


class PupilState(models.TextChoices):
    """Where a pupil's record stands; a name is shown in the first two only."""

    DRAFT = "draft", "черновик"
    READY = "ready", "участвует"
    WITHDRAWN = "withdrawn", "согласие отозвано"
    LEFT = "left", "выбыл из школы"
    ERASED = "erased", "данные уничтожены"


NAMED_STATES = (PupilState.DRAFT, PupilState.READY)
# The name is hidden already and waits to be destroyed.
WAITING_STATES = (PupilState.WITHDRAWN, PupilState.LEFT)


class Relation(models.TextChoices):
    """Who signs the consent: the representative before the pupil is 18, the pupil from then on."""

    PARENT = "parent", "родитель"
    GUARDIAN = "guardian", "опекун или попечитель"
    OTHER = "other", "другой законный представитель"
    SELF = "self", "сам ученик, 18 лет исполнилось"


class PupilForm(models.TextChoices):
    """The three forms of document 003 §5 in which pupils take part; codes as in programmes/forms.toml."""

    PUPIL_PUPIL = "uu", "Ученик – ученик"
    TEACHER_PUPIL = "tu", "Учитель – ученик"
    SUPPORT = "sop", "СОП"


class Goal(models.TextChoices):
    """What a pair is for: tasks and results of document 003 §5.1, 5.3, 5.4; none judges a child."""

    STUDY = "study", "учёба"
    ADAPTATION = "adaptation", "адаптация к новым условиям обучения"
    SKILLS = "skills", "общение, лидерство, самоорганизация"
    TALENT = "talent", "творчество и спорт"
    CAREER = "career", "выбор образования и профессии"
    PROJECT = "project", "совместный проект"
    LEISURE = "leisure", "полезное свободное время"


GOALS: dict[str, tuple[Goal, ...]] = {
    PupilForm.PUPIL_PUPIL: (Goal.STUDY, Goal.ADAPTATION, Goal.SKILLS, Goal.TALENT, Goal.PROJECT),
    PupilForm.TEACHER_PUPIL: (Goal.STUDY, Goal.SKILLS, Goal.TALENT, Goal.CAREER, Goal.PROJECT),
    PupilForm.SUPPORT: (Goal.STUDY, Goal.SKILLS, Goal.LEISURE),
}


class PupilPairState(models.TextChoices):
    """The way of a pair: agreed by both sides before it begins."""

    PROPOSED = "proposed", "предложена"
    AGREED = "agreed", "стороны согласны"
    ACTIVE = "active", "работает"
    ENDED = "ended", "завершена"
    BROKEN = "broken", "прервана"


LIVE_STATES = (PupilPairState.PROPOSED, PupilPairState.AGREED, PupilPairState.ACTIVE)


class Outcome(models.TextChoices):
    """What came of the goal."""

    REACHED = "reached", "цель достигнута"
    PARTLY = "partly", "цель достигнута частично"
    MISSED = "missed", "цель не достигнута"


class BreakReason(models.TextChoices):
    """Why a pair stopped early."""

    ASKED = "asked", "попросил участник или его представитель"
    MENTOR = "mentor", "наставник больше не может"
    OTHER_PAIR = "other_pair", "ученику подобран другой наставник"
    CONSENT = "consent", "отозвано согласие"
    LEFT = "left", "ученик выбыл из школы"
    ERASED = "erased", "данные ученика уничтожены"


# What a person chooses; the others follow from what happened to the pupil.
CHOSEN_REASONS = (BreakReason.ASKED, BreakReason.MENTOR, BreakReason.OTHER_PAIR)


class MeetingTopic(models.TextChoices):
    """What a meeting was about, in one of these words only."""

    ACQUAINTANCE = "acquaintance", "знакомство"
    STUDY = "study", "учёба"
    PROJECT = "project", "проект"
    CAREER = "career", "образование и профессия"
    TALENT = "talent", "творчество и спорт"
    TALK = "talk", "беседа"
    SUMMARY = "summary", "итоги"
