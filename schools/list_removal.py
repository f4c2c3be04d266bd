"""Taking a school off a list within its year, and putting it back: the day counts, not only the year."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from schools import years
from schools.enums import ListKind
from schools.lists import check_may_change, store_flags
from schools.models import School, SchoolYear, User


@transaction.atomic
def take_off(
    *, school: School, kind: str, year: int, day: date, reason: str, by: User | None, on: date
) -> SchoolYear:
    """Take the school off the list from the day on, which is its first day outside.

    The day lies within the school year; it may be still to come, as orders say it. Nothing else of the year
    changes: the school was on the list up to the day before.
    """
    check_may_change(by, school.municipality_id)
    reason = _spoken(reason, "Напишите, по какому приказу или почему школа исключается.")
    row, name = _listed_row(school, kind, year), ListKind(kind).label
    ended = getattr(row, f"{kind}_ended")
    if ended is not None:
        raise ValidationError(
            f"{school} уже исключена из {name} с {ended:%d.%m.%Y}. Чтобы изменить день, сначала верните её."
        )
    check_within(year, day, "day")
    setattr(row, f"{kind}_ended", day)
    store_flags([row], by=by, reason=f"Исключена из {name} с {day:%d.%m.%Y}: {reason}")
    data = {"kind": kind, "year": year, "day": day.isoformat(), "on": on.isoformat()}
    record(by=by, action="list.taken_off", target=row, text=reason, data=data)
    return row


@transaction.atomic
def put_back(*, school: School, kind: str, year: int, reason: str, by: User | None, on: date) -> SchoolYear:
    """Undo a removal: the school stands on the list for the whole year again."""
    check_may_change(by, school.municipality_id)
    reason = _spoken(reason, "Напишите, почему школа возвращается в перечень.")
    row, name = _listed_row(school, kind, year), ListKind(kind).label
    ended = getattr(row, f"{kind}_ended")
    if ended is None:
        raise ValidationError(f"{school} и так стоит в перечне {name} на {years.label(year)} весь год.")
    setattr(row, f"{kind}_ended", None)
    store_flags([row], by=by, reason=f"Возвращена в {name}: {reason}")
    data = {"kind": kind, "year": year, "day": ended.isoformat(), "on": on.isoformat()}
    record(by=by, action="list.put_back", target=row, text=reason, data=data)
    return row


def check_within(year: int, day: date, field: str) -> None:
    """Raise ValidationError at the field unless the first day off the list lies within the school year."""
    first, last = years.first_day(year), years.last_day(year)
    if not first <= day <= last:
        raise ValidationError({field: f"День исключения — от {first:%d.%m.%Y} до {last:%d.%m.%Y}."})


def _spoken(reason: str, otherwise: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": otherwise})
    return reason


def _listed_row(school: School, kind: str, year: int) -> SchoolYear:
    """The school's year, locked, where it stands on the list."""
    rows = SchoolYear.objects.select_for_update(of=("self",)).select_related("school")
    row = rows.filter(school=school, year=year).listed(kind).first()
    if row is None:
        name = ListKind(kind).label
        raise ValidationError(f"{school} не значится в перечне {name} на {years.label(year)} учебный год.")
    return row
