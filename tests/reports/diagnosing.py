"""Testings as an import brings them, for tests."""

from datetime import date

from schools.models import Diagnostic, Person


def diagnose(person: Person, day: date, subject: float, method: float | None = None) -> Diagnostic:
    """One testing out of 100; both competences alike unless the second is given."""
    scores = {"subject_score": subject, "method_score": subject if method is None else method}
    return Diagnostic.objects.create(person=person, date=day, max_score=100, **scores)
