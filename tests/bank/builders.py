"""Words of lists and consents, as tests need them."""

from datetime import date

from mentorship.bank.models import Difficulty, MenteeCategory
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.words import fold
from schools.enums import ConsentKind
from schools.models import Consent, Person, Subject


def subject(name: str) -> Subject:
    """The subject of that name."""
    return Subject.objects.get_or_create(key=fold(name), defaults={"name": name})[0]


def focus(name: str) -> Focus:
    """The direction of that name."""
    return Focus.objects.get_or_create(key=fold(name), defaults={"name": name})[0]


def category(name: str = "молодой/начинающий педагог") -> MenteeCategory:
    """The category of mentees of that name."""
    return MenteeCategory.objects.get_or_create(key=fold(name), defaults={"name": name})[0]


def difficulty(name: str = "дисциплина в классе") -> Difficulty:
    """The difficulty of that name."""
    return Difficulty.objects.get_or_create(key=fold(name), defaults={"name": name})[0]


def consent(person: Person, kind: ConsentKind = ConsentKind.PROCESSING, **fields: object) -> Consent:
    """A consent given a month ago."""
    return Consent.objects.create(person=person, kind=kind, **{"given_date": date(2026, 2, 16), **fields})
