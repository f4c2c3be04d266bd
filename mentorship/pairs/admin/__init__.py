"""Pairs, orders and meetings in the admin; states move through the workflow only."""

from mentorship.pairs.admin.half_years import EffectAdmin, HalfYearReportAdmin, ReportingPeriodAdmin
from mentorship.pairs.admin.life import PlanTemplateAdmin, ProductKindAdmin
from mentorship.pairs.admin.matching import (
    MatchCriterionAdmin,
    MatchRuleAdmin,
    MatchRunAdmin,
    NeverTogetherAdmin,
)
from mentorship.pairs.admin.orders import MeetingAdmin, OrderAdmin
from mentorship.pairs.admin.pairs import PairAdmin

__all__ = [
    "EffectAdmin",
    "HalfYearReportAdmin",
    "MatchCriterionAdmin",
    "MatchRuleAdmin",
    "MatchRunAdmin",
    "MeetingAdmin",
    "NeverTogetherAdmin",
    "OrderAdmin",
    "PairAdmin",
    "PlanTemplateAdmin",
    "ProductKindAdmin",
    "ReportingPeriodAdmin",
]
