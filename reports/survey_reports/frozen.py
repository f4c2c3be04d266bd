"""The summary that is kept when a campaign's results are drawn (domain.md §4.6): masked figures, as shown."""

from datetime import date
from typing import Any

from reports.survey_reports.choice import rules_on
from surveys.enums import Phase
from surveys.models import Campaign
from surveys.results import Group, Rules, report_of
from surveys.results.single import single_report


def summary_of(campaign: Campaign, on: date) -> dict[str, Any]:
    """Return what the report says of the campaign on the day, ready for JSON; `surveys.summary` reads it."""
    rules = rules_on(on, campaign.municipality_id)
    figures = _once(campaign, rules) if campaign.questionnaire.phase == Phase.ONCE else _role(campaign, rules)
    return {"on": on.isoformat(), "k": rules.k, "pleased_from": rules.pleased_from, **figures}


def _role(campaign: Campaign, rules: Rules) -> dict[str, Any]:
    """The report of both forms of the role and year: contract §1, `survey_report`, with the questions."""
    role, year = campaign.questionnaire.role, campaign.year
    report = report_of(Group(role, year, campaign.municipality), rules)
    texts = {item.code: item.text for item in report.forms[Phase.AFTER].items}
    return {"report": report.as_json(), "texts": texts}


def _once(campaign: Campaign, rules: Rules) -> dict[str, Any]:
    found = single_report(campaign, rules.k)
    rows = [
        {
            "text": row.item.text,
            "answered": row.answered,
            "options": [[option.label, option.people] for option in row.options],
        }
        for row in found.items
    ]
    return {"once": {"asked": found.asked, "sent": found.sent, "items": rows}}
