"""Municipalities, schools and their years, people, accounts, consents."""

from schools.models.accounts import RoleAssignment, User
from schools.models.aliases import NotDoubles, PersonAlias
from schools.models.comfort import AccountHabits, SavedFilter
from schools.models.consents import Consent, ConsentText
from schools.models.indices import IndexRun, IndexStudy
from schools.models.judgements import ClassOverride, SchoolPaper
from schools.models.lists import ListedSchool, SchoolList
from schools.models.people import Diagnostic, Employment, Person, Position, Subject
from schools.models.places import Municipality, School, SchoolKind
from schools.models.years import ContextValue, SchoolYear

__all__ = [
    "AccountHabits",
    "ClassOverride",
    "Consent",
    "ConsentText",
    "ContextValue",
    "Diagnostic",
    "Employment",
    "IndexRun",
    "IndexStudy",
    "ListedSchool",
    "Municipality",
    "NotDoubles",
    "Person",
    "PersonAlias",
    "Position",
    "RoleAssignment",
    "SavedFilter",
    "School",
    "SchoolKind",
    "SchoolList",
    "SchoolPaper",
    "SchoolYear",
    "Subject",
    "User",
]
