"""Lists of ШНОР and ШССУ as orders: an order is entered as a draft, looked through, adopted once.

The flags of `SchoolYear` are the only truth of a year's list; adopting writes them, with versions that name
the order. `by` is the account that acts (None: a command of the server), `on` the day it acts.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.audit.log import record
from schools import years
from schools.enums import ListKind
from schools.list_changes import SEPARATOR, Preview, preview
from schools.models import ListedSchool, Municipality, School, SchoolList, SchoolYear, User

AREA = "school_analysis"
# A list is entered for the running year, the next one, or so many years back.
YEARS_BACK = 20
# More names than these nobody reads in one sentence.
NAMED = 20
_WRITTEN = ("has_low_results", "has_hard_conditions", "low_results_ended", "hard_conditions_ended", "order")
_ORDER_LENGTH = 250
# The library keeps so much of a reason.
REASON_LENGTH = 100


class OrderWords(NamedTuple):
    """What names an order: its number, its day, who issued it."""

    number: str
    date: date
    issuer: str


def check_may_change(by: User | None, municipality: int) -> None:
    """Raise ValidationError unless the account keeps the lists of the municipality."""
    if by is None or by.access.scope(AREA, change=True).reaches(municipality=municipality):
        return
    raise ValidationError("Перечни этого муниципалитета ведут его методисты и руководитель центра.")


@transaction.atomic
def draft_list(
    *,
    municipality: Municipality,
    kind: str,
    year: int,
    order: OrderWords,
    schools: Iterable[School],
    by: User | None,
    on: date,
) -> SchoolList:
    """Enter an order with its schools as a draft: no flag changes before it is adopted."""
    check_may_change(by, municipality.pk)
    drafted = SchoolList(
        municipality=municipality,
        kind=kind,
        year=year,
        number=_one_order("number", order.number),
        date=order.date,
        issuer=_one_order("issuer", order.issuer),
        created_by=by,
    )
    _check_time(drafted, on)
    drafted.full_clean(exclude=["created_by"])
    if len(drafted.order_words) > _ORDER_LENGTH:
        raise ValidationError({"issuer": "Номер, дата и ведомство вместе длиннее 250 знаков: сократите."})
    chosen = {school.pk: school for school in schools}
    _check_own(chosen.values(), municipality)
    try:
        with transaction.atomic():
            drafted.save()
    except IntegrityError as error:  # the same order was entered a moment ago
        raise ValidationError("Этот приказ с этим перечнем уже внесён.") from error
    ListedSchool.objects.bulk_create(ListedSchool(list=drafted, school=school) for school in chosen.values())
    codes = sorted(school.code for school in chosen.values())
    record(by=by, action="list.drafted", target=drafted, data={"schools": codes})
    return drafted


def _one_order(field: str, text: str) -> str:
    """The text without outer spaces; a semicolon parts the orders of a school's year, so none stands here."""
    text = " ".join(text.split())
    if SEPARATOR.strip() in text:
        raise ValidationError({field: "Без точки с запятой: ею портал разделяет приказы школы."})
    return text


def _check_time(drafted: SchoolList, on: date) -> None:
    """An order is of a day that has come, its list of a year that can be meant."""
    if drafted.date > on:
        raise ValidationError({"date": f"Приказ датирован будущим: сегодня {on:%d.%m.%Y}."})
    now = years.year_of(on)
    if not now - YEARS_BACK <= drafted.year <= now + 1:
        first, last = years.label(now - YEARS_BACK), years.label(now + 1)
        raise ValidationError({"year": f"Учебный год — от {first} до {last}."})


def _check_own(schools: Iterable[School], municipality: Municipality) -> None:
    strangers = sorted(school.code for school in schools if school.municipality_id != municipality.pk)
    if strangers:
        named = ", ".join(strangers[:NAMED])
        raise ValidationError(f"Это школы другого муниципалитета, не «{municipality}»: {named}.")


@transaction.atomic
def discard_draft(*, school_list: SchoolList, by: User | None) -> None:
    """Throw a wrong draft away; an adopted list stays for ever."""
    check_may_change(by, school_list.municipality_id)
    stored = _locked(school_list)
    record(by=by, action="list.discarded", target=stored, data={"schools": _codes(stored)})
    stored.delete()


@transaction.atomic
def adopt(*, school_list: SchoolList, by: User | None, on: date) -> Preview:
    """Make the flags of the list's municipality and year those of the list; return what changed.

    A listed school without a row of the year gets one; a school that is not listed loses its flag and the
    day it was taken off. Raises ValidationError where the list is adopted already.
    """
    check_may_change(by, school_list.municipality_id)
    # One adoption at a time in a municipality: two orders at once would interleave.
    Municipality.objects.select_for_update().get(pk=school_list.municipality_id)
    stored = _locked(school_list)
    _check_time(stored, on)
    changes = preview(stored)
    _write_flags(stored, by)
    stored.adopted_at, stored.adopted_by = timezone.now(), by
    stored.save(update_fields=["adopted_at", "adopted_by"])
    data = {
        "included": [line.school.code for line in changes.included],
        "excluded": [line.school.code for line in changes.excluded],
        "staying": len(changes.staying),
    }
    record(by=by, action="list.adopted", target=stored, text=_reason(stored), data=data)
    return changes


def _locked(school_list: SchoolList) -> SchoolList:
    """The list as it is now, a draft still."""
    stored = SchoolList.objects.select_for_update().filter(pk=school_list.pk).first()
    if stored is None:
        raise ValidationError("Этот черновик уже удалён. Внесите перечень заново.")
    if stored.adopted_at is not None:
        day = timezone.localtime(stored.adopted_at)
        raise ValidationError(f"Перечень {stored.order_words} уже применён {day:%d.%m.%Y}.")
    return stored


def _codes(school_list: SchoolList) -> list[str]:
    return list(school_list.lines.order_by("school__code").values_list("school__code", flat=True))


def _reason(school_list: SchoolList) -> str:
    """What the versions of the flags say."""
    name = ListKind(school_list.kind).label
    return f"Перечень {name} №\xa0{school_list.number} от {school_list.date:%d.%m.%Y}"


def _write_flags(school_list: SchoolList, by: User | None) -> None:
    """Store what differs, in few statements, with versions."""
    listed = set(school_list.lines.values_list("school", flat=True))
    rows = SchoolYear.objects.select_for_update(of=("self",)).select_related("school")
    known = list(rows.filter(school__municipality=school_list.municipality_id, year=school_list.year))
    superseded = _superseded(school_list)
    changed = [row for row in known if _differs(row, school_list, row.school_id in listed, superseded)]
    schools = School.objects.filter(pk__in=listed - {row.school_id for row in known})
    new = [SchoolYear(school=school, year=school_list.year) for school in schools.order_by("pk")]
    for row in new:
        _differs(row, school_list, True, superseded)
    try:
        with transaction.atomic():
            SchoolYear.objects.bulk_create(new)
    except IntegrityError as error:  # an import wrote the same year at the same moment
        raise ValidationError("Записи школ за этот год только что изменились: примените ещё раз.") from error
    SchoolYear.history.bulk_history_create(new, default_user=by, default_change_reason=_reason(school_list))
    store_flags(changed, by=by, reason=_reason(school_list))


def store_flags(rows: list[SchoolYear], *, by: User | None, reason: str) -> None:
    """Write flags, days and orders of stored rows with versions that name author and reason."""
    SchoolYear.objects.bulk_update(rows, _WRITTEN)
    SchoolYear.history.bulk_history_create(
        rows, update=True, default_user=by, default_change_reason=reason[:REASON_LENGTH]
    )


def _differs(row: SchoolYear, school_list: SchoolList, is_listed: bool, superseded: frozenset[str]) -> bool:
    """Give the row the flag and the order of the list; whether that changed anything."""
    kind, before = school_list.kind, [getattr(row, name) for name in _WRITTEN]
    if not is_listed and not row.is_listed(kind):
        return False
    setattr(row, f"has_{kind}", is_listed)
    setattr(row, f"{kind}_ended", None)
    words = school_list.order_words if is_listed else ""
    row.order = order_of_both(row.order, words, superseded, keeps_other=_stands_on_other(row, kind))
    if len(row.order) > _ORDER_LENGTH:
        raise ValidationError(
            f"{row.school}: приказы обоих перечней вместе длиннее 250 знаков. "
            "Сократите «Приказ» в записи школы за этот год."
        )
    return before != [getattr(row, name) for name in _WRITTEN]


def _stands_on_other(row: SchoolYear, kind: str) -> bool:
    return any(row.is_listed(other) for other in ListKind if other != kind)


def order_of_both(current: str, words: str, superseded: frozenset[str], *, keeps_other: bool) -> str:
    """The order words of a school's year: those of the other list, where it stands there, then the new.

    `superseded` are the words of earlier orders of this same list: they go.
    """
    kept = [part for part in current.split(SEPARATOR) if part not in superseded] if keeps_other else []
    return SEPARATOR.join(dict.fromkeys(part for part in (*kept, words) if part))


def _superseded(school_list: SchoolList) -> frozenset[str]:
    same = SchoolList.objects.filter(
        municipality=school_list.municipality_id, kind=school_list.kind, year=school_list.year
    )
    return frozenset(item.order_words for item in same if item.adopted_at or item.pk == school_list.pk)
