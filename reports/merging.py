"""Two records of one person become one: the parts of every app in one transaction.

Nothing is decided twice: each app says in its `merging.py` what stands in the way and what it carries over;
a test sees to it that every relation to a person is answered for by one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from types import ModuleType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.bank.models import Mentor
from schools.merging import Merge
from schools.models import NotDoubles, Person, PersonAlias, User
from surveys.confidential import statuses_of

# Lower apps first: what a mentor holds has moved before the pairs follow.
PARTS = (
    "schools.merging",
    "mentorship.notices.merging",
    "mentorship.privacy.merging",
    "mentorship.programmes.merging",
    "mentorship.bank.merging",
    "mentorship.pairs.merging",
    "mentorship.roadmap.merging",
    "mentorship.pupils.merging",
    "mentorship.calendars.merging",
    "mentorship.documents.merging",
    "mentorship.practices.merging",
    "surveys.merging",
)


@dataclass(frozen=True)
class Holding:
    """How many rows of a kind each of the two records holds."""

    words: str
    keep: int
    drop: int


def parts() -> list[ModuleType]:
    """The `merging` modules of the apps."""
    return [import_module(name) for name in PARTS]


def refusals(keep: Person, drop: Person, on: date) -> list[str]:
    """What stands in the way of merging the two: sentences with the way out."""
    if keep.pk == drop.pk:
        return ["Это одна и та же запись: выберите две разные."]
    return [words for part in parts() for words in part.refusals(keep, drop, on)]


def notes(keep: Person, drop: Person, on: date) -> list[str]:
    """What the portal will decide by itself."""
    return [words for part in parts() for words in part.notes(keep, drop, on)]


def holdings(keep: Person, drop: Person) -> list[Holding]:
    """What each of the two holds, kind by kind; three queries."""
    wanted = [(words, path) for part in parts() for words, path in part.COUNTS]
    counted = {f"count_{number}": _count(path) for number, (_, path) in enumerate(wanted)}
    both = Person.objects.filter(pk__in=[keep.pk, drop.pk]).annotate(**counted)
    rows = {row[0]: row[1:] for row in both.values_list("pk", *counted)}
    found = [
        Holding(words, rows[keep.pk][number], rows[drop.pk][number])
        for number, (words, _) in enumerate(wanted)
    ]
    return [*found, Holding("Начатые и отправленные анкеты", len(statuses_of(keep)), len(statuses_of(drop)))]


def _count(path: str) -> Coalesce:
    """The number of rows at the end of a path, counted apart from the other paths."""
    own = (
        Person.objects.filter(pk=OuterRef("pk"))
        .order_by()
        .values("pk")
        .annotate(found=Count(path, distinct=True))
    )
    return Coalesce(Subquery(own.values("found")), 0)


@transaction.atomic
def merge(*, keep: Person, drop: Person, choices: Mapping[str, str], by: User | None, on: date) -> Person:
    """Make one record of two and return it; the double's code goes on leading to it.

    `choices` name by field of `schools.merging.fields` whose value stays: "keep", "drop", of subjects "both".
    ValidationError with every refusal where something stands in the way: then nothing has changed.
    """
    keep, drop = _locked(keep, drop)
    if standing := refusals(keep, drop, on):
        raise ValidationError(standing)
    going = Merge(keep, drop, by, on, timezone.now(), choices)
    code, name, key = drop.code, str(drop), drop.pk
    for part in parts():
        part.move(going)
    drop.delete()
    PersonAlias.objects.create(code=code, person=keep, record=going.record, merged_by=by)
    record(
        by=by,
        action="person.merged",
        target=keep,
        text=f"С записью {keep} (код {keep.code}) объединена запись {name} (код {code})",
        data={"dropped": key, "code": code, "choices": dict(choices)},
    )
    return Person.objects.get(pk=keep.pk)


def _locked(keep: Person, drop: Person) -> tuple[Person, Person]:
    """Read the two anew and hold them to the end, people before mentors, each by key."""
    wanted = [keep.pk, drop.pk]
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    related = rows.select_related("school", "municipality", "position")
    held = {row.pk: row for row in related.prefetch_related("subjects", "employments__school")}
    list(Mentor.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    if len(held) < len(set(wanted)):
        raise ValidationError("Одной из записей уже нет: её объединили. Откройте список двойников.")
    return held[keep.pk], held[drop.pk]


@transaction.atomic
def tell_apart(*, one: Person, other: Person, reason: str, by: User | None) -> NotDoubles:
    """Remember that two records of like names are two people: they are not offered again."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    told = NotDoubles(person_a=first, person_b=second, reason=reason.strip(), decided_by=by)
    told.full_clean()
    told.save()
    text = f"{first} (код {first.code}) и {second} (код {second.code}) — разные люди"
    record(
        by=by, action="person.told_apart", target=told, text=f"{text}: {told.reason}" if told.reason else text
    )
    return told
