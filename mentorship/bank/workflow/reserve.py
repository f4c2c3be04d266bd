"""The personnel reserve: who is included with what basis, and leaves with what reason; entries are kept."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.bank.models import ReserveMember
from mentorship.bank.workflow.moves import given
from mentorship.bank.workflow.selection import refuse_future
from schools.models import Person

if TYPE_CHECKING:
    from schools.models import User


@transaction.atomic
def include_in_reserve(
    *, person: Person, included_date: date, by: "User | None", on: date, **fields: Any
) -> ReserveMember:
    """Put a person into the reserve; `fields`: target_position, basis, programme."""
    refuse_future(included_date, on, "Включение", field="included_date")
    member = ReserveMember(person=person, included_date=included_date, **fields)
    member.full_clean()
    member.save()
    record(by=by, action="reserve.include", target=member, text=f"{member.target_position}. {member.basis}")
    return member


@transaction.atomic
def change_reserve(*, member: ReserveMember, fields: Mapping[str, Any], by: "User | None") -> None:
    """Change position, basis or programme of somebody who stands in the reserve."""
    _lock(member)
    before = {name: str(getattr(member, name) or "") for name in fields}
    for name, value in fields.items():
        setattr(member, name, value)
    member.full_clean()
    member.save()
    after = {name: str(getattr(member, name) or "") for name in fields}
    changed = {name: [before[name], after[name]] for name in fields if before[name] != after[name]}
    record(by=by, action="reserve.change", target=member, data={"changed": changed})


@transaction.atomic
def exclude_from_reserve(
    *, member: ReserveMember, excluded_date: date, reason: str, by: "User | None", on: date
) -> None:
    """Let a person leave the reserve, saying why; the entry stays, a new one may follow."""
    _lock(member)
    refuse_future(excluded_date, on, "Исключение", field="excluded_date")
    member.excluded_reason = given(reason, "Напишите, почему педагог исключён из резерва.")
    member.excluded_date = excluded_date
    member.full_clean()
    member.save()
    record(by=by, action="reserve.exclude", target=member, text=member.excluded_reason)


def _lock(member: ReserveMember) -> None:
    """Hold the entry to the end of the transaction; one that has ended is refused."""
    locked: Any = ReserveMember.objects.select_for_update(of=("self",)).select_related("person", "programme")
    member.refresh_from_db(from_queryset=locked)
    if member.excluded_date is not None:
        raise ValidationError(
            f"{member.person}: исключение из резерва уже записано {member.excluded_date:%d.%m.%Y}. "
            "Если педагог снова в резерве, включите его новой записью."
        )
