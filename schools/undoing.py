"""Bulk acts on roles that can be taken back for a few minutes."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from schools.comfort.undo import Undoing
from schools.models import RoleAssignment, User
from schools.russian import plural
from schools.workflow import account_letters, change_role_end, check_may_change_role, end_role

ENDED_ROLES: Final = "schools.ended_roles"
GIVEN_ROLES: Final = "schools.given_roles"
_TOLD: Final = "Людям ушло письмо."


class Ended(NamedTuple):
    """A role that was given another end: its key, both ends as ISO days; it goes into a session as a list."""

    key: int
    before: str | None
    end: str


def end_role_for_now(*, assignment: RoleAssignment, by: User | None, on: date) -> Ended:
    """Let a role end with the day `on`; what is returned takes it back."""
    before = assignment.end_date
    end_role(assignment=assignment, by=by, on=on)
    return Ended(assignment.pk, before.isoformat() if before else None, on.isoformat())


@transaction.atomic
def restore_ends(kept: Iterable[Iterable[list]], user: User) -> str:
    """Give roles the ends back that they had, and say so; ValidationError when one was changed since.

    `kept`: for each row of the list that was chosen, its roles as `Ended`.
    """
    ended = [Ended(*role) for roles in kept for role in roles]
    roles = _untouched({one.key: date.fromisoformat(one.end) for one in ended}, user)
    for one in ended:
        before = date.fromisoformat(one.before) if one.before else None
        change_role_end(assignment=roles[one.key], by=user, end=before)
    count = len(ended)
    return f"{plural(count, 'Продолжена', 'Продолжены', 'Продолжено')} {_counted(count)}. {_TOLD}"


@transaction.atomic
def revoke_roles(kept: Iterable[int], user: User) -> str:
    """Withdraw roles given by mistake, and say so; ValidationError when one was changed since."""
    roles = _untouched(dict.fromkeys(kept), user)
    for role in roles.values():
        words = f"Дана {role.start_date:%d.%m.%Y}, снята сразу."
        record(by=user, action="role.revoked", target=role, text=words)
        account_letters().tell_of_roles(revoked=[role], by=user)
        role.delete()
    count = len(roles)
    return f"{plural(count, 'Снята', 'Сняты', 'Снято')} {_counted(count)}. {_TOLD}"


def _untouched(ends: dict[int, date | None], user: User) -> dict[int, RoleAssignment]:
    """The roles, held; ValidationError unless each still ends as it was left and the user may change it."""
    seen = RoleAssignment.objects.visible_to(user).filter(pk__in=ends).select_for_update(of=("self",))
    roles = {role.pk: role for role in seen.select_related("person", "school", "municipality")}
    for key, end in ends.items():
        role = roles.get(key)
        if role is None or role.end_date != end:
            raise _changed(role)
        check_may_change_role(user, role)
    return roles


def _changed(role: RoleAssignment | None) -> ValidationError:
    which = f"«{role}»" if role else "одной из них уже нет, другие не тронуты"
    return ValidationError(
        f"Отменить всё разом уже нельзя: роли изменились после этого ({which}). Поправьте нужные по одной."
    )


def _counted(count: int) -> str:
    return f"{count} {plural(count, 'роль', 'роли', 'ролей')}"


UNDOINGS = (Undoing(ENDED_ROLES, restore_ends), Undoing(GIVEN_ROLES, revoke_roles))
