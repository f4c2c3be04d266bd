"""Mentors with their cards, places and trainings; requests of mentees."""

from mentorship.bank.models.mentors import DEFAULT_CAPACITY, MOST_PLACES, Interview, Mentor, MentorCard
from mentorship.bank.models.places import MentorPlace
from mentorship.bank.models.preferences import MOST_CHOICES, MentorPreference, Side
from mentorship.bank.models.requests import COUNTED_STATES, MenteeRequest
from mentorship.bank.models.reserve import ReserveMember, TrainingSession
from mentorship.bank.models.trainings import Training
from mentorship.bank.models.words import (
    Difficulty,
    MenteeCategory,
    RequestSource,
    SelectionCriterion,
    TrainingProgramme,
)

__all__ = [
    "COUNTED_STATES",
    "DEFAULT_CAPACITY",
    "MOST_CHOICES",
    "MOST_PLACES",
    "Difficulty",
    "Interview",
    "MenteeCategory",
    "MenteeRequest",
    "Mentor",
    "MentorCard",
    "MentorPlace",
    "MentorPreference",
    "RequestSource",
    "ReserveMember",
    "SelectionCriterion",
    "Side",
    "Training",
    "TrainingProgramme",
    "TrainingSession",
]
