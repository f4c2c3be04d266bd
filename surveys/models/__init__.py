"""Questionnaires in immutable versions, campaigns, responses without persons."""

from surveys.models.campaigns import Campaign, PersonalLink
from surveys.models.questionnaires import Item, Questionnaire, QuestionnaireVersion
from surveys.models.responses import FreeText, Participation, Response

__all__ = [
    "Campaign",
    "FreeText",
    "Item",
    "Participation",
    "PersonalLink",
    "Questionnaire",
    "QuestionnaireVersion",
    "Response",
]
