"""What a list of pupils needs to know of each: who signed the live consent, whether there is a pair."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from mentorship.pupils.models import Pupil, PupilConsent, PupilPair


def with_standing(pupils: QuerySet[Pupil]) -> QuerySet[Pupil]:
    """Annotate `relation`, whose signature the live consent bears, and `is_paired`."""
    live = PupilConsent.objects.live().filter(pupil=OuterRef("pk"))
    pairs = PupilPair.objects.live().filter(Q(mentee=OuterRef("pk")) | Q(mentor_pupil=OuterRef("pk")))
    return pupils.annotate(relation=Subquery(live.values("relation")[:1]), is_paired=Exists(pairs))
