"""Merging two people: meetings they were at, decisions and rows of the work plan they answer for."""

from mentorship.roadmap.models import MeetingDecision, MeetingParticipant, WorkPlanItem
from schools.merging import Merge, take_over

RELATIONS = frozenset(
    {
        "roadmap.meetingparticipant.person",
        "roadmap.meetingdecision.owner_person",
        "roadmap.workplanitem.owner",
    }
)


def move(merge: Merge) -> None:
    """Carry over what the double answers for; a meeting both stand at keeps one of them."""
    for row in take_over(merge, MeetingParticipant, "person"):
        row.delete()
    take_over(merge, MeetingDecision, "owner_person")
    take_over(merge, WorkPlanItem, "owner")
