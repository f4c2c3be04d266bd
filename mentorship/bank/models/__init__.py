"""Mentors with their cards, places and trainings; requests of mentees."""

from mentorship.bank.models.mentors import (
    Interview,
    MenteeCategory,
    Mentor,
    MentorCard,
    MentorPlace,
    Training,
    TrainingProgramme,
)
from mentorship.bank.models.requests import Difficulty, MenteeRequest, RequestSource

__all__ = [
    "Difficulty",
    "Interview",
    "MenteeCategory",
    "MenteeRequest",
    "Mentor",
    "MentorCard",
    "MentorPlace",
    "RequestSource",
    "Training",
    "TrainingProgramme",
]
