"""Two accounts of one person: one is left, the other closed and unlinked."""

from schools.merging.contract import Merge
from schools.models import Person, User


def accounts_of(keep: Person, drop: Person) -> tuple[User | None, User | None]:
    """The accounts of the two, None for none; one query."""
    held = {user.person_id: user for user in User.objects.filter(person__in=[keep.pk, drop.pk])}
    return held.get(keep.pk), held.get(drop.pk)


def refusal(keep: User | None, drop: User | None) -> str:
    """Why the portal does not choose between two accounts; "" where it can."""
    if keep is None or drop is None or not all(_is_used(user) for user in (keep, drop)):
        return ""
    named = " и ".join(f"«{user}» (последний вход {user.last_login:%d.%m.%Y})" for user in (keep, drop))
    return (
        f"На портал входили под обеими учётными записями: {named}. Узнайте, какой из них человек пользуется, "
        "закройте другую в админке («действует» — снять) и повторите."
    )


def note(keep: User | None, drop: User | None) -> str:
    """What becomes of the accounts, in a sentence; "" where there is at most one of them."""
    if keep is None or drop is None:
        return ""
    left, closed = _sorted(keep, drop)
    return f"Учётная запись «{left}» остаётся, «{closed}» закрывается."


def move(merge: Merge) -> None:
    """Leave one account: the one that works, then the one somebody signed in with, then the kept one's."""
    keep, drop = accounts_of(merge.keep, merge.drop)
    if drop is None:
        return
    closed = None
    if keep is not None:
        drop, closed = _sorted(keep, drop)
        closed.is_active, closed.person = False, None
        closed.save(update_fields=["is_active", "person"])
        merge.record["account"] = closed.username
    drop.person = merge.keep
    drop.save(update_fields=["person"])


def _is_used(user: User) -> bool:
    return user.is_active and user.last_login is not None


def _sorted(keep: User, drop: User) -> tuple[User, User]:
    """The account that is left, then the one that is closed."""

    def rank(user: User) -> tuple[bool, bool]:
        return user.is_active, user.last_login is not None

    return (drop, keep) if rank(drop) > rank(keep) else (keep, drop)
