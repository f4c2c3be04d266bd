"""The desk's part in merging two people: lines of matchings, who is never together with whom."""

from mentorship.bank.merging import twin_of
from mentorship.bank.models import MenteeRequest
from mentorship.pairs.models import MatchLine, NeverTogether
from schools.merging import Merge

RELATIONS = frozenset(
    {
        "pairs.matchline.mentor",
        "pairs.matchline.request",
        "pairs.nevertogether.person_a",
        "pairs.nevertogether.person_b",
    }
)


def move(merge: Merge) -> None:
    """Carry over lines and notes; of two on one request or on the same two people the kept one stays."""
    MatchLine.objects.filter(mentor=merge.drop.pk).update(mentor=merge.keep.pk)
    for request in MenteeRequest.objects.filter(person=merge.drop):
        twin = twin_of(request, merge.keep)
        held = MatchLine.objects.filter(request=twin).values("run")
        MatchLine.objects.filter(request=request, run__in=list(held.values_list("run", flat=True))).delete()
        MatchLine.objects.filter(request=request).update(request=twin)
    for row in NeverTogether.objects.about(merge.drop.pk):
        _move_note(merge, row)


def _move_note(merge: Merge, row: NeverTogether) -> None:
    other = row.person_b_id if row.person_a_id == merge.drop.pk else row.person_a_id
    is_live = row.withdrawn_at is None
    if other == merge.keep.pk or (
        is_live and NeverTogether.objects.live().of_two(merge.keep.pk, other).exists()
    ):
        merge.leave(row)
        row.delete()
        return
    row.person_a_id, row.person_b_id = sorted((merge.keep.pk, other))
    row.save(update_fields=["person_a", "person_b"])
