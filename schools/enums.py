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


class ConsentWay(models.TextChoices):
    """How a consent was given."""

    PORTAL = "portal", "на портале"
    PAPER = "paper", "на бумаге"
