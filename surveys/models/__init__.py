"""Questionnaires in immutable versions, campaigns, responses without persons."""

from surveys.models.campaigns import Campaign, Extension, PersonalLink
from surveys.models.coding import TextCode
from surveys.models.questionnaires import Item, Questionnaire, QuestionnaireVersion
from surveys.models.responses import FreeText, Participation, Response
from surveys.models.revisions import Revision
from surveys.models.tallies import Tally

__all__ = [
    "Campaign",
    "Extension",
    "FreeText",
    "Item",
    "Participation",
    "PersonalLink",
    "Questionnaire",
    "QuestionnaireVersion",
    "Response",
    "Revision",
    "Tally",
    "TextCode",
]
