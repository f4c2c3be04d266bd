"""How a word is found among the mentors: in the name, the school, the cards, the topic, the difficulties.

The condition is one and the same on both databases. PostgreSQL is spared the reading of every mentor, which
OR over several tables asks for: it looks the word up in each place by that place's own index first.
"""

from typing import Any, Final

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.bank.models.words import Difficulty
from mentorship.programmes.models import Focus
from mentorship.spreadsheets.parts_of_words import finds
from schools.models import Person, School, Subject

# A word that more people have than these is soon met by going through the list; of fewer the keys are named.
FEW: Final = 1000


def holding(word: str) -> Q:
    """The condition that a mentor holds a folded word."""
    if not finds(word):
        return _on_the_row(word) | _among(_topics(word)) | _with_difficulties(word)
    keys = list(_keys(word)[: FEW + 1])
    return Q(pk__in=keys) if len(keys) <= FEW else _of_many(word)


def _on_the_row(word: str) -> Q:
    """The word stands in the name, the school or the topic that the mentor loves."""
    return (
        Q(person__name_key__contains=word)
        | Q(person__school__name_key__contains=word)
        | Q(favourite_topic_key__contains=word)
    )


def _topics(word: str) -> Q:
    """The word stands in the subject or the direction of a card."""
    return Q(subject__key__contains=word) | Q(focus__key__contains=word)


def _among(topics: Q) -> Exists:
    """A live card has one of the topics."""
    return Exists(_live_cards().filter(topics, mentor=OuterRef("pk")))


def _with_difficulties(word: str) -> Exists:
    """The mentor helps with a difficulty that holds the word."""
    return Exists(Difficulty.objects.filter(key__contains=word, mentors=OuterRef("pk")))


def _of_many(word: str) -> Q:
    """The same condition where the lists of subjects, directions and difficulties have been read before."""
    subjects, focuses, difficulties = (
        list(words.filter(key__contains=word).values_list("pk", flat=True))
        for words in (Subject.objects.order_by(), Focus.objects.order_by(), Difficulty.objects.order_by())
    )
    found = _on_the_row(word)
    if subjects or focuses:
        found |= Q(_among(Q(subject__in=subjects) | Q(focus__in=focuses)))
    if difficulties:
        found |= Q(_with_difficulties(word))
    return found


def _keys(word: str) -> "QuerySet[Any, Any]":
    """Keys of those who hold the word, some of them no mentors: a part of the union for each place of it."""
    mentors, cards = _mentors(), _live_cards()
    schools = School.objects.filter(name_key__contains=word).values("pk")
    helps = mentors.model.difficulties.through.objects
    first, *others = (
        _column(Person.objects.filter(name_key__contains=word), "pk"),
        _column(Person.objects.filter(school__in=schools, mentor__isnull=False), "pk"),
        _column(mentors.filter(favourite_topic_key__contains=word), "pk"),
        _column(cards.filter(subject__key__contains=word), "mentor"),
        _column(cards.filter(focus__key__contains=word), "mentor"),
        _column(helps.filter(difficulty__key__contains=word), "mentor"),
    )
    return first.union(*others, all=True)


def _column(rows: "QuerySet[Any, Any]", name: str) -> "QuerySet[Any, Any]":
    """One column of a part of the union, in no order."""
    return rows.order_by().values_list(name, flat=True)


def _mentors() -> Any:
    """All mentors; their model itself is built upon this module."""
    return apps.get_model("bank", "Mentor")._default_manager.all()


def _live_cards() -> Any:
    """All cards that stand in the bank."""
    return apps.get_model("bank", "MentorCard")._default_manager.live()
