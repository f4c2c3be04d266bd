"""Pupils, the consents they take part by, their pairs."""

from mentorship.pupils.models.consents import PupilConsent
from mentorship.pupils.models.pairs import PupilMeeting, PupilPair
from mentorship.pupils.models.pupils import Pupil

__all__ = ["Pupil", "PupilConsent", "PupilMeeting", "PupilPair"]
