"""Closed lists of the schools app."""

from django.db import models


class Role(models.TextChoices):
    """Roles a person can be given (decisions.md §2); being a teacher follows from the person's record."""

    ADMIN = "admin", "администратор портала"
    HEAD = "head", "руководитель наставнического центра"
    METHODIST = "methodist", "методист"
    CURATOR = "curator", "школьный куратор"
    DIRECTOR = "director", "руководитель ОО"
    APPROVER = "approver", "ответственный управления образования"
    DEPARTMENT = "department", "управление образования"


SCHOOL_ROLES = (Role.CURATOR, Role.DIRECTOR)
MUNICIPAL_ROLES = tuple(role for role in Role if role not in SCHOOL_ROLES)


class Category(models.TextChoices):
    """Qualification categories of teachers (contract §3, closed list)."""

    HIGHEST = "highest", "высшая"
    FIRST = "first", "первая"
    FITS_POSITION = "fits_position", "соответствие занимаемой должности"
    NONE = "none", "без категории"


class ConsentKind(models.TextChoices):
    """What a person consents to; each is a separate document (decisions.md §5)."""

    PROCESSING = "processing", "обработка персональных данных"
    PUBLICATION = "publication", "публикация карточки наставника"
    DUTIES = "duties", "возложение обязанностей наставника"


class Opened(models.TextChoices):
    """What a publication shows only where it was asked for apart (152-ФЗ, ст. 10.1)."""

    PAGE = "page", "ссылку на мою страницу"


class ConsentWay(models.TextChoices):
    """How a consent was given."""

    PORTAL = "portal", "на портале"
    PAPER = "paper", "на бумаге"


class IndexKind(models.TextChoices):
    """The two indices of document 000 §2."""

    RESULTS = "results", "ИОР"
    WELLBEING = "wellbeing", "ИСБШ"


class ListKind(models.TextChoices):
    """Lists of schools that an order sets; the codes are the stems of the flags of `SchoolYear`."""

    LOW_RESULTS = "low_results", "ШНОР"
    HARD_CONDITIONS = "hard_conditions", "ШССУ"


class ClassRule(models.TextChoices):
    """Rules of a school's class (contract §5); the codes are the fields of `rating.SchoolClass`."""

    STABLE_LOW = "stable_low", "стабильно низкие результаты"
    STABLE_HIGH = "stable_high", "стабильно высокие результаты"
    RISK_UNSTABLE = "risk_unstable", "риск: неустойчивость"
    RISK_SPREAD = "risk_spread", "риск: разрыв ГИА и ВПР"
    RISK_BELOW_AVERAGE = "risk_below_average", "риск: ниже среднего"
    EFFECTIVE = "effective", "эффективная школа"


class PaperKind(models.TextChoices):
    """Papers a school keeps by year (document 000, M1.6; domain.md A-51)."""

    SELF_EXAMINATION = "self_examination", "самообследование"
    TRANSITION = "transition", "программа перевода в эффективный режим"


class PaperState(models.TextChoices):
    """How far a paper of a school is."""

    DRAFT = "draft", "готовится"
    SUBMITTED = "submitted", "сдан"
    AGREED = "agreed", "согласован"
    FULFILLED = "fulfilled", "выполнен"
