"""Places of a mentor: a member of a pair holds one by a unique link, so the database keeps the capacity.

Places are let go lazily: a member whose end date has passed still holds a row until someone asks for a place.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.bank.models import Mentor, MentorPlace
from mentorship.pairs.models import PairMember


def lock_mentor(pk: int) -> Mentor:
    """Return the mentor as it stands now, its row locked until the transaction ends."""
    return Mentor.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)


@transaction.atomic
def take_places(mentor: Mentor, members: list[PairMember], today: date) -> None:
    """Give each member a free place of a mentor whom `lock_mentor` holds; ValidationError without enough.

    The mentor's row stays locked to the end of the transaction: two methodists at once wait for each other,
    and the unique link refuses whoever would not.
    """
    _free_stale(mentor, today)
    require_places(mentor, len(members), today)
    free = mentor.places.filter(member__isnull=True).order_by("number")[: len(members)]
    for member, place in zip(members, free, strict=True):
        member.place = place
        member.save(update_fields=["place"])


def release_places(members: list[PairMember]) -> None:
    """Let the places of these members go."""
    for member in members:
        member.place = None
    PairMember.objects.filter(pk__in=[member.pk for member in members]).update(place=None)


def free_places(mentor: Mentor, today: date) -> int:
    """How many more mentees the mentor can take today."""
    return MentorPlace.objects.free(today).filter(mentor=mentor).count()


def require_places(mentor: Mentor, wanted: int, today: date) -> None:
    """Refuse with a sentence when fewer than `wanted` places are free."""
    free = free_places(mentor, today)
    if free == 0:
        raise ValidationError(_all_taken(mentor, today))
    if free < wanted:
        raise ValidationError(
            f"У наставника {mentor} свободно мест: {free} из {mentor.capacity}, а нужно {wanted}. "
            "Уменьшите группу, увеличьте число мест в карточке наставника или выберите другого."
        )


def _free_stale(mentor: Mentor, today: date) -> None:
    """Take back the places of those who have left or whose pair holds none any more."""
    taking = PairMember.objects.taking_places(today).filter(mentor=mentor)
    PairMember.objects.filter(place__mentor=mentor).exclude(pk__in=taking.values("pk")).update(place=None)


def _all_taken(mentor: Mentor, today: date) -> str:
    """The refusal: who takes the places, and the ways out."""
    seated = mentor.memberships.taking_places(today).filter(place__isnull=False)
    names = [
        member.mentee.short_name for member in seated.select_related("mentee").order_by("mentee__name_key")
    ]
    return (
        f"У наставника {mentor} нет свободных мест (занято {len(names)} из {mentor.capacity}): "
        f"{', '.join(names).rstrip('.')}. Завершите одну из пар, увеличьте число мест в карточке наставника "
        "или выберите другого."
    )
