"""«Никогда вместе»: two people whom nobody pairs."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.pairs.models import NeverTogether, PairMember
from schools.models import Person, User
from schools.sentences import require_words


@transaction.atomic
def keep_apart(*, one: Person, other: Person, reason: str, by: User | None) -> NeverTogether:
    """Note that the two are never paired; a pair they are in already is left as it is."""
    if one.pk == other.pk:
        raise ValidationError("Это один и тот же человек: назовите двух разных.")
    if one.municipality_id != other.municipality_id:
        raise ValidationError(
            f"{one} и {other} работают в разных муниципалитетах: портал и так не соединит их в пару."
        )
    reason = require_words(reason, "Напишите, почему их нельзя соединять: другой методист должен понять.")
    first, second = sorted((one, other), key=lambda person: person.pk)
    row = NeverTogether(person_a=first, person_b=second, reason=reason, set_by=by)
    row.full_clean(exclude=["set_by", "withdrawn_by"])
    row.save()
    record(
        by=by, action="pairs.keep_apart", target=row, text=f"Никогда вместе: {row}", data={"reason": reason}
    )
    return row


@transaction.atomic
def let_together(*, row: NeverTogether, by: User | None, at: datetime) -> NeverTogether:
    """Take the note back; it stays in the list with its end."""
    row = NeverTogether.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.withdrawn_at is not None:
        raise ValidationError("Отметка уже снята: обновите страницу.")
    row.withdrawn_at, row.withdrawn_by = at, by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(by=by, action="pairs.let_together", target=row, text=f"Снято «никогда вместе»: {row}")
    return row


def live_pair_of(one: Person, other: Person) -> PairMember | None:
    """A live pair of the two, for a word of warning."""
    two = [one.pk, other.pk]
    members = PairMember.objects.filter(mentor__in=two, mentee__in=two).select_related("pair")
    return next((member for member in members if not member.pair.is_over), None)
