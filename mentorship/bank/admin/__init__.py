"""The bank in the admin; importing the package registers everything."""

from mentorship.bank.admin import mentors, preferences, requests, trainings, words

__all__ = ["mentors", "preferences", "requests", "trainings", "words"]
