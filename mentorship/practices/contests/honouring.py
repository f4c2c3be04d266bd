"""The winners of a contest on their way to the board of honour: in one step, then published by the head."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.practices.contests.enums import ContestState, Place
from mentorship.practices.contests.running import entries_of
from mentorship.practices.enums import AuthorPart, PublicState
from mentorship.practices.models import Contest, EntryPerson, Honour

if TYPE_CHECKING:
    from schools.models import User

_LONGEST_REASON = 300


@transaction.atomic
def offer_honours(*, contest: Contest, by: "User | None") -> list[Honour]:
    """Put the winning mentors who agree on the board, to be looked at; who stands there is left alone."""
    contest = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if contest.state != ContestState.ANNOUNCED:
        raise ValidationError("На доску почёта предлагают, когда итоги объявлены.")
    winners = entries_of(contest).filter(place=Place.WINNER)
    parts = EntryPerson.objects.filter(
        entry__in=winners, part=AuthorPart.MENTOR, agreed_date__isnull=False, refused_date__isnull=True
    )
    made = []
    for part in parts.select_related("person", "entry__nomination").order_by("entry", "pk"):
        reason = f"Победа в номинации «{part.entry.nomination}» конкурса «{contest.title}»"[:_LONGEST_REASON]
        row, is_new = Honour.objects.get_or_create(
            person=part.person,
            year=contest.year,
            reason=reason,
            defaults={
                "municipality": contest.municipality,
                "author": by,
                "state": PublicState.REVIEW,
            },
        )
        made += [row] if is_new else []
    if not made:
        raise ValidationError(
            "Предлагать некого: победители ещё не дали согласия или уже стоят на доске почёта."
        )
    names = ", ".join(row.person.short_name for row in made)
    record(by=by, action="contests.honoured", target=contest, text=f"{contest}: {names}")
    return made
