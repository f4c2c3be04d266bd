"""Templates of roadmaps, roadmaps with events and evidence, coordination meetings."""

from mentorship.roadmap.models.events import Evidence, Occurrence, PlanChange, RoadmapEvent
from mentorship.roadmap.models.meetings import CoordinationMeeting
from mentorship.roadmap.models.roadmaps import Roadmap
from mentorship.roadmap.models.templates import RoadmapTemplate, TemplateEvent, TemplateStage

__all__ = [
    "CoordinationMeeting",
    "Evidence",
    "Occurrence",
    "PlanChange",
    "Roadmap",
    "RoadmapEvent",
    "RoadmapTemplate",
    "TemplateEvent",
    "TemplateStage",
]
