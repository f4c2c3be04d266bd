"""Keeping the filter of a list under a name, renaming, forgetting (nobody else's business: no entry)."""

from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.spreadsheets.words import fold
from schools.comfort.conditions import Conditions
from schools.models import SavedFilter, User

MOST_OF_A_LIST: Final = 20


@transaction.atomic
def keep_filter(*, by: User, page: str, title: str, conditions: Conditions) -> SavedFilter:
    """Keep the conditions; ValidationError for a title taken and for too many."""
    _lock(by)
    held = list(SavedFilter.objects.visible_to(by).of_page(page))
    if len(held) >= MOST_OF_A_LIST:
        raise ValidationError(f"У этого списка уже {MOST_OF_A_LIST} отборов: удалите ненужные.")
    kept = SavedFilter(user=by, page=page, title=_free(title, held), conditions=conditions)
    kept.full_clean()
    kept.save()
    return kept


@transaction.atomic
def rename_filter(*, by: User, saved: SavedFilter, title: str) -> None:
    """Give a filter another name; ValidationError for a title taken."""
    _lock(by)
    others = SavedFilter.objects.visible_to(by).of_page(saved.page).exclude(pk=saved.pk)
    saved.title = _free(title, list(others))
    saved.full_clean()
    saved.save(update_fields=["title"])


def drop_filter(*, by: User, saved: SavedFilter) -> None:
    """Forget a filter of one's own."""
    SavedFilter.objects.visible_to(by).filter(pk=saved.pk).delete()


def _lock(user: User) -> None:
    """Two windows at once do not keep one name twice."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def _free(title: str, held: list[SavedFilter]) -> str:
    """The title without needless spaces; refused when another filter of the list bears it."""
    title = " ".join(title.split())
    if fold(title) in {fold(other.title) for other in held}:
        raise ValidationError(f"Отбор «{title}» у этого списка уже есть: назовите иначе.")
    return title
