"""Programmes and their passports, forms of mentoring and their variants, the municipal centre."""

from mentorship.programmes.models.budget import BudgetLine
from mentorship.programmes.models.centre import Centre, CentreGroup, CentreMember
from mentorship.programmes.models.programmes import Focus, FormVariant, IndicatorSet, MentoringForm, Programme

__all__ = [
    "BudgetLine",
    "Centre",
    "CentreGroup",
    "CentreMember",
    "Focus",
    "FormVariant",
    "IndicatorSet",
    "MentoringForm",
    "Programme",
]
