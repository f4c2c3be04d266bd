"""Templates of roadmaps, roadmaps with events and evidence, coordination meetings."""

from mentorship.roadmap.models.meetings import CoordinationMeeting
from mentorship.roadmap.models.roadmaps import Evidence, Roadmap, RoadmapEvent
from mentorship.roadmap.models.templates import RoadmapTemplate, TemplateEvent, TemplateStage

__all__ = [
    "CoordinationMeeting",
    "Evidence",
    "Roadmap",
    "RoadmapEvent",
    "RoadmapTemplate",
    "TemplateEvent",
    "TemplateStage",
]
