"""The bank in the admin; importing the package registers everything."""

from mentorship.bank.admin import mentors, requests, trainings, words

__all__ = ["mentors", "requests", "trainings", "words"]
