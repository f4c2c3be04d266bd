"""The part of the papers in merging two people: who is named in a paper, how the name is declined."""

from datetime import date

from mentorship.documents.models import NameForm, PaperPerson
from schools.merging import Merge, take_over
from schools.models import Person

RELATIONS = frozenset({"documents.paperperson.person", "documents.nameform.person"})
COUNTS = (("Документы", "in_papers"),)


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """Papers stand in nobody's way."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Nothing is decided about papers: a kept file says what it said."""
    return []


def move(merge: Merge) -> None:
    """Carry over the papers; how the double's name was declined goes with the double."""
    for row in take_over(merge, PaperPerson, "person"):
        row.delete()
    NameForm.objects.filter(person=merge.drop).delete()
