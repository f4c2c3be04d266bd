"""Changes of the centre: it begins with the texts of the documents, an order moves its composition."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.programmes.models import Centre, CentreGroup, CentreMember
from mentorship.programmes.models.centre import Part
from mentorship.programmes.reference import centre_groups, centre_texts
from schools.models import Municipality, Person

if TYPE_CHECKING:
    from schools.models import User


class Named(NamedTuple):
    """A person as an order names them."""

    person: Person
    part: Part


def centre_of(municipality: Municipality) -> Centre:
    """The municipality's centre as stored, else one with the documents' texts that is not stored yet."""
    found = Centre.objects.filter(municipality=municipality).select_related("municipality").first()
    return found or Centre(municipality=municipality, **centre_texts())


@transaction.atomic
def found_centre(*, municipality: Municipality, by: "User | None") -> Centre:
    """Store the centre with the documents' texts and groups where there is none; return it locked."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    centre = centre_of(municipality)
    if centre._state.adding:
        centre.save()
        for order, group in enumerate(centre_groups(), start=1):
            CentreGroup.objects.create(centre=centre, order=order, **group)
        record(by=by, action="centre.found", target=centre, text="Центр записан с текстами программы")
    return centre


@transaction.atomic
def set_composition(
    *,
    municipality: Municipality,
    named: Sequence[Named],
    start_date: date,
    basis: str,
    base: str = "",
    by: "User | None",
) -> Centre:
    """Make the composition what an order says from its day on; the others belonged until the day before.

    ValidationError where a later order has set the composition already.
    """
    centre = found_centre(municipality=municipality, by=by)
    _check_is_latest(centre, start_date)
    wanted: dict[int, Named] = {}
    for item in named:
        wanted.setdefault(item.person.pk, item)
    staying = _end_others(centre, wanted, start_date)
    for item in wanted.values():
        if item.person.pk not in staying:
            _take_in(centre, item, start_date, basis)
    if base and base != centre.base:
        centre.base = base[: Centre._meta.get_field("base").max_length]
        centre.save()
    text = f"Состав центра с {start_date:%d.%m.%Y}: {len(wanted)} чел. {basis}"
    record(by=by, action="centre.composition", target=centre, text=text[:500])
    return centre


def _check_is_latest(centre: Centre, start_date: date) -> None:
    later = centre.members.filter(start_date__gt=start_date).order_by("-start_date").first()
    if later is not None:
        raise ValidationError(
            f"Состав центра уже изменён с {later.start_date:%d.%m.%Y} ({later.basis or 'без приказа'}): "
            f"приказ от {start_date:%d.%m.%Y} старше. Проверьте дату."
        )


def _end_others(centre: Centre, wanted: dict[int, Named], start_date: date) -> set[int]:
    """End the time of those left out or given another function; return who stays as they were."""
    staying: set[int] = set()
    for member in centre.members.in_force(start_date).select_for_update():
        item = wanted.get(member.person_id)
        if item is not None and item.part == member.part:
            member.end_date = None
            member.save(update_fields=["end_date"])
            staying.add(member.person_id)
        elif member.start_date == start_date:
            # an order of the same day took them in: they belonged to the centre on no day
            member.delete()
        else:
            member.end_date = start_date - timedelta(days=1)
            member.save(update_fields=["end_date"])
    return staying


def _take_in(centre: Centre, item: Named, start_date: date, basis: str) -> None:
    member = CentreMember(
        centre=centre, person=item.person, part=item.part, start_date=start_date, basis=basis[:300]
    )
    member.full_clean()
    member.save()
