"""What sort of act an entry is: a change, a look, a taking away, a coming in; told by its action."""

from django.db import models


class Kind(models.TextChoices):
    """The sorts by which the journal is read."""

    CHANGE = "change", "изменение"
    VIEW = "view", "просмотр"
    EXPORT = "export", "выгрузка"
    SIGN_IN = "sign_in", "вход и пароль"


# The endings of actions by which data left the portal, and the beginnings of those at its door.
_TAKEN_AWAY = ("export", "exported", "printed", "downloaded")
_AT_THE_DOOR = ("sign_in", "entrance")


def kind_of(action: str) -> Kind:
    """The sort of an action: `view.person`, `schools.exported`, `entrance.signed_in`; others are changes."""
    head, _, _ = action.partition(".")
    if head == "view":
        return Kind.VIEW
    if head in _AT_THE_DOOR:
        return Kind.SIGN_IN
    if action.rpartition(".")[2].rpartition("_")[2] in _TAKEN_AWAY:
        return Kind.EXPORT
    return Kind.CHANGE
