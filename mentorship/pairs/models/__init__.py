"""Orders, pairs and groups with their members, meetings, plans, products, diaries, half-year reports."""

from mentorship.pairs.models.criteria import MatchCriterion, MatchRule, NeverTogether
from mentorship.pairs.models.effects import Effect
from mentorship.pairs.models.half_years import HalfYearReport, ReportingPeriod
from mentorship.pairs.models.meetings import Meeting
from mentorship.pairs.models.members import PairMember
from mentorship.pairs.models.orders import Order
from mentorship.pairs.models.pairs import Pair
from mentorship.pairs.models.plans import (
    PlanItem,
    PlannedMeeting,
    PlanTemplate,
    PlanTemplateItem,
    Product,
    ProductKind,
)
from mentorship.pairs.models.runs import MatchLine, MatchRun
from mentorship.pairs.models.voices import DiaryEntry, Pulse

__all__ = [
    "DiaryEntry",
    "Effect",
    "HalfYearReport",
    "MatchCriterion",
    "MatchLine",
    "MatchRule",
    "MatchRun",
    "Meeting",
    "NeverTogether",
    "Order",
    "Pair",
    "PairMember",
    "PlanItem",
    "PlanTemplate",
    "PlanTemplateItem",
    "PlannedMeeting",
    "Product",
    "ProductKind",
    "Pulse",
    "ReportingPeriod",
]
