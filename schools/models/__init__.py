"""Municipalities, schools and their years, people, accounts, consents."""

from schools.models.accounts import RoleAssignment, User
from schools.models.consents import Consent
from schools.models.people import Diagnostic, Employment, Person, Position, Subject
from schools.models.places import Municipality, School, SchoolKind
from schools.models.years import ContextValue, SchoolYear

__all__ = [
    "Consent",
    "ContextValue",
    "Diagnostic",
    "Employment",
    "Municipality",
    "Person",
    "Position",
    "RoleAssignment",
    "School",
    "SchoolKind",
    "SchoolYear",
    "Subject",
    "User",
]
