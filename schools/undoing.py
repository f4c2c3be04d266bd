"""Bulk acts on roles that can be taken back for a few minutes."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from schools.comfort.undo import Undoing
from schools.enums import Role
from schools.models import RoleAssignment, User
from schools.russian import plural
from schools.workflow import account_letters, check_may_appoint, end_role, role_end_changed

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
    roles = _locked([one.key for one in ended], user)
    for one in ended:
        role = roles.get(one.key)
        if role is None or role.end_date != date.fromisoformat(one.end):
            raise _changed(role)
        _check(role, user)
        role.end_date = date.fromisoformat(one.before) if one.before else None
        role.full_clean()
        role.save(update_fields=["end_date"])
        role_end_changed(assignment=role, by=user)
    count = len(ended)
    return f"{plural(count, 'Продолжена', 'Продолжены', 'Продолжено')} {_counted(count)}. {_TOLD}"


@transaction.atomic
def revoke_roles(kept: Iterable[int], user: User) -> str:
    """Withdraw roles given by mistake, and say so; ValidationError when one was changed since."""
    keys = list(kept)
    roles = _locked(keys, user)
    for key in keys:
        role = roles.get(key)
        if role is None or role.end_date is not None:
            raise _changed(role)
        _check(role, user)
        record(
            by=user, action="role.revoked", target=role, text=f"Дана {role.start_date:%d.%m.%Y}, снята сразу."
        )
        account_letters().tell_of_roles(revoked=[role], by=user)
        role.delete()
    count = len(keys)
    return f"{plural(count, 'Снята', 'Сняты', 'Снято')} {_counted(count)}. {_TOLD}"


def _locked(keys: list[int], user: User) -> dict[int, RoleAssignment]:
    """Those of the roles that are still there and within the user's reach."""
    seen = RoleAssignment.objects.visible_to(user).filter(pk__in=keys).select_for_update(of=("self",))
    return {role.pk: role for role in seen.select_related("person", "school", "municipality")}


def _check(role: RoleAssignment, user: User) -> None:
    check_may_appoint(user, role=Role(role.role), school=role.school, municipality=role.municipality)


def _changed(role: RoleAssignment | None) -> ValidationError:
    which = f"«{role}»" if role else "одной из них уже нет, другие не тронуты"
    return ValidationError(
        f"Отменить всё разом уже нельзя: роли изменились после этого ({which}). Поправьте нужные по одной."
    )


def _counted(count: int) -> str:
    return f"{count} {plural(count, 'роль', 'роли', 'ролей')}"


UNDOINGS = (Undoing(ENDED_ROLES, restore_ends), Undoing(GIVEN_ROLES, revoke_roles))
