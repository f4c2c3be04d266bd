"""The part of the roadmaps in own data and in destroying them: who took part, who answers for what."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from mentorship.roadmap.models import Evidence
from schools.models import Person
from schools.personal import Fate, Holding

FIGURES = "по участию считаются показатели программы"
HOLDINGS = (
    Holding("roadmap.RoadmapEvent_persons", "person", "Мероприятия дорожной карты", Fate.DELETED),
    Holding("roadmap.Attendance", "person", "Участие в мероприятиях", Fate.KEPT, FIGURES),
    Holding("roadmap.MeetingParticipant", "person", "Совещания", Fate.KEPT, "протокол совещания"),
    Holding(
        "roadmap.MeetingDecision", "owner_person", "Поручения совещаний", Fate.KEPT, "протокол совещания"
    ),
    Holding("roadmap.WorkPlanItem", "owner", "План работы центра", Fate.KEPT, "план работы центра"),
)


def shared_files(person: Person) -> Iterable[str]:
    """Evidence of events the person answers for or took part in, and what the person attached."""
    about = Q(event__persons=person) | Q(event__attendance__person=person) | Q(added_by__person=person)
    rows = Evidence.objects.filter(about).exclude(file="")
    return rows.order_by("file").values_list("file", flat=True).distinct()


def file_destroyed(row: Evidence, field: str, words: str) -> dict[str, Any]:
    """The event was held all the same: what showed it says why it is gone."""
    return {"file_name": "", "portal_words": row.portal_words or ("" if row.link else words)}
