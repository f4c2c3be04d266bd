"""States of what is published, kinds of materials, the parts of a practice's authors."""

from django.db import models


class PublicState(models.TextChoices):
    """From the first words to the public page and off it again."""

    DRAFT = "draft", "черновик"
    REVIEW = "review", "на проверке"
    PUBLISHED = "published", "опубликовано"
    WITHDRAWN = "withdrawn", "снято с публикации"


# step → (from which state, to which): one table for materials, honours and practices.
STEPS: dict[str, tuple[PublicState, PublicState]] = {
    "submit": (PublicState.DRAFT, PublicState.REVIEW),
    "return": (PublicState.REVIEW, PublicState.DRAFT),
    "publish": (PublicState.REVIEW, PublicState.PUBLISHED),
    "withdraw": (PublicState.PUBLISHED, PublicState.WITHDRAWN),
    "reopen": (PublicState.WITHDRAWN, PublicState.DRAFT),
}


class MaterialKind(models.TextChoices):
    """What the centre publishes of itself."""

    NEWS = "news", "новость"
    EVENT = "event", "событие"
    VIDEO = "video", "видеоурок"
    DOCUMENT = "document", "документ"
    CONTACTS = "contacts", "контакты"


class AuthorPart(models.TextChoices):
    """Which of the two voices of a practice an author is («двойная оптика», document 004)."""

    MENTOR = "mentor", "наставник"
    MENTEE = "mentee", "наставляемый"
