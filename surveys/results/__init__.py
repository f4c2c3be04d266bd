"""What is stored of a role's two questionnaires, in groups and behind masks (contract §1, decisions.md §3).

Page, print, Excel, JSON and command call `report_of` (or `survey_report`, its JSON): whatever they show has
passed the same masks.
"""

from surveys.results.groups import Group
from surveys.results.questions import compared_items, published_forms, yes_items
from surveys.results.report import RoleReport, Rules, report_of, reports_by_school, survey_report
from surveys.results.texts import text_counts, texts_of

__all__ = [
    "Group",
    "RoleReport",
    "Rules",
    "compared_items",
    "published_forms",
    "report_of",
    "reports_by_school",
    "survey_report",
    "text_counts",
    "texts_of",
    "yes_items",
]
