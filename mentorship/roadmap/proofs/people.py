"""The list of those who took part, as a proof of any event."""

from datetime import date

from django.db.models import Count, Max
from django.urls import reverse

from mentorship.roadmap.models import RoadmapEvent
from mentorship.roadmap.proofs.asking import Finding, last_one
from schools.russian import plural


def took_part(event: RoadmapEvent, on: date) -> Finding | None:
    """How many people stand in the event's list on the day; one query."""
    listed = event.attendance.confirmed().filter(date__lte=on)
    row = listed.order_by().aggregate(count=Count("pk"), last=Max("date"))
    count: int = row["count"]
    if not count:
        return None
    words = f"В списке участников {count} {plural(count, 'человек', 'человека', 'человек')}"
    path = reverse("roadmap:attendance", args=[event.roadmap_id, event.pk])
    return Finding(f"{words}{last_one(row['last'])}", path, row["last"])
