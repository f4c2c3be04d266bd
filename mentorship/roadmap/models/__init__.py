"""Templates of roadmaps, roadmaps with events and evidence, coordination meetings."""

from mentorship.roadmap.models.attendance import Attendance
from mentorship.roadmap.models.decisions import MeetingDecision
from mentorship.roadmap.models.events import Evidence, Occurrence, PlanChange, RoadmapEvent
from mentorship.roadmap.models.meetings import AgendaItem, CoordinationMeeting, MeetingParticipant
from mentorship.roadmap.models.plans import PlanVersion, Remark, Revision, RevisionLine
from mentorship.roadmap.models.roadmaps import Roadmap
from mentorship.roadmap.models.templates import RoadmapTemplate, TemplateEvent, TemplateStage
from mentorship.roadmap.models.town_events import TownEvent
from mentorship.roadmap.models.work_plans import WorkPlan, WorkPlanChange, WorkPlanItem

__all__ = [
    "AgendaItem",
    "Attendance",
    "CoordinationMeeting",
    "Evidence",
    "MeetingDecision",
    "MeetingParticipant",
    "Occurrence",
    "PlanChange",
    "PlanVersion",
    "Remark",
    "Revision",
    "RevisionLine",
    "Roadmap",
    "RoadmapEvent",
    "RoadmapTemplate",
    "TemplateEvent",
    "TemplateStage",
    "TownEvent",
    "WorkPlan",
    "WorkPlanChange",
    "WorkPlanItem",
]
