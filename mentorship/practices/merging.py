"""The part of the public section in merging two people: voices, honours, contests, awards."""

from datetime import date

from mentorship.practices.contests.enums import Occasion
from mentorship.practices.models import Award, ContestEntry, EntryPerson, Honour, PracticeAuthor
from schools.merging import Merge, take_over
from schools.models import Person

RELATIONS = frozenset(
    {
        "practices.practiceauthor.person",
        "practices.honour.person",
        "practices.contestentry.person",
        "practices.entryperson.person",
        "practices.award.person",
    }
)
COUNTS = (
    ("Слова в практиках", "practice_voices"),
    ("Записи доски почёта", "honours"),
    ("Выдвижения на конкурсы", "contest_parts"),
    ("Награды", "awards"),
)


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """Two voices of one practice are the two sides of a pair: the pairs refuse that already."""
    return []


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """Nothing is lost that would have to be told."""
    return []


def move(merge: Merge) -> None:
    """Carry over voices, honours and entries, an equal one goes with the double; no award is lost."""
    for model in (PracticeAuthor, Honour):
        for row in take_over(merge, model, "person"):
            row.delete()
        for row in model._default_manager.filter(person=merge.keep):
            row.save(update_fields=["search_key"])
    for award in take_over(merge, Award, "person", recorded=False):
        # two papers for one thing: each keeps its number
        award.person, award.occasion, award.entry = merge.keep, Occasion.SINGLE, None
        award.save()
    for part in take_over(merge, EntryPerson, "person"):
        part.delete()
    for entry in take_over(merge, ContestEntry, "person"):
        entry.delete()
