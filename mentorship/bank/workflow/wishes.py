"""Naming whom one would like to work with: the whole list of a person is put in the place of the old one."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.bank.models import MentorPreference
from mentorship.bank.models.preferences import MOST_CHOICES, Side
from mentorship.bank.preferences import who_chooses, who_is_chosen
from schools import years
from schools.models import Person, User

_NOBODY_ASKS = {
    Side.MENTEE: "наставника выбирает педагог, чей запрос принят в базу наставляемых",
    Side.MENTOR: "педагога выбирает наставник, чья карточка в банке",
}
_NOT_CHOSEN = {
    Side.MENTEE: "не в банке наставников вашего муниципалитета",
    Side.MENTOR: "не ждёт наставника с принятым запросом",
}


@transaction.atomic
def name_wishes(*, person: Person, side: Side, chosen: Sequence[Person], by: User | None, on: date) -> None:
    """Keep whom the person names on a side this school year, the first choice first; nobody takes it back."""
    # two at once: the list is one person's, so one waits for the other
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not who_chooses(side).filter(pk=person.pk).exists():
        raise ValidationError(f"{person}: {_NOBODY_ASKS[side]}.")
    _check(person, side, chosen, years.year_of(on))
    rows = MentorPreference.objects.filter(person=person, side=side, year=years.year_of(on))
    before = list(rows.order_by("rank").values_list("chosen", flat=True))
    if before == [named.pk for named in chosen]:
        return
    rows.delete()
    MentorPreference.objects.bulk_create(
        MentorPreference(
            person=person, side=side, chosen=named, year=years.year_of(on), rank=rank, given_date=on
        )
        for rank, named in enumerate(chosen, start=1)
    )
    words = ", ".join(f"{rank}) {named}" for rank, named in enumerate(chosen, start=1)) or "никого"
    record(
        by=by,
        action="wishes.named",
        target=person,
        text=f"После групповой встречи {Side(side).label} назвал: {words}",
        data={"side": str(side), "before": before, "after": [named.pk for named in chosen]},
    )


def _check(person: Person, side: Side, chosen: Sequence[Person], year: int) -> None:
    if len(chosen) > MOST_CHOICES:
        raise ValidationError("Назвать можно не больше трёх человек.")
    if len({named.pk for named in chosen}) < len(chosen):
        raise ValidationError("Один человек назван дважды: назовите разных.")
    if person in chosen:
        raise ValidationError("Себя выбрать нельзя.")
    open_to = who_is_chosen(side, person, year).filter(pk__in=[named.pk for named in chosen])
    known = set(open_to.values_list("pk", flat=True))
    strangers = ", ".join(str(named) for named in chosen if named.pk not in known)
    if strangers:
        raise ValidationError(f"Сейчас выбрать нельзя: {strangers} — {_NOT_CHOSEN[side]}.")
