"""Changes of campaigns, answers and personal links.

Every function is one transaction; `by` is the account that acts (None: a command, or the holder of a link),
days come in as arguments. ValidationError says in Russian what stands in the way. The journal holds who did
what to a campaign: never an answer, nor which of the responses is whose.
"""

from surveys.workflow.answers import check_takes_answers, reopen, save_answers, start, submit
from surveys.workflow.campaigns import (
    Aim,
    aim_campaign,
    archive_campaign,
    close_campaign,
    create_campaign,
    extend_campaign,
    open_campaign,
    sum_up,
    withdraw_campaign,
)
from surveys.workflow.filling import Filled, Given, fill_in
from surveys.workflow.links import holder_of, holders_of, issue_link, issue_links, revoke_link

__all__ = [
    "Aim",
    "Filled",
    "Given",
    "aim_campaign",
    "archive_campaign",
    "check_takes_answers",
    "close_campaign",
    "create_campaign",
    "extend_campaign",
    "fill_in",
    "holder_of",
    "holders_of",
    "issue_link",
    "issue_links",
    "open_campaign",
    "reopen",
    "revoke_link",
    "save_answers",
    "start",
    "submit",
    "sum_up",
    "withdraw_campaign",
]
