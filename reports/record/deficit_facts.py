"""What the deficit map of a municipality is counted from: requests, mentors, testings, who could join."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Prefetch

from mentorship.bank.enums import WAITING_STATES
from mentorship.bank.models import COUNTED_STATES, Difficulty, MenteeRequest, Mentor, MentorCard
from reports.record.deficits import Asked, Gap, Helper, gaps, is_latest_hidden, unasked
from reports.record.diagnostics import (
    by_subject,
    growth,
    hidden_from,
    low_results_of,
    sees_names,
    teachers_of,
)
from reports.record.growth import latest_mean
from reports.record.growth_masks import NO_SUBJECT, GroupKey, Place
from reports.thresholds import thresholds
from schools import years
from schools.enums import Category
from schools.models import Municipality, Person, School, Subject, User

UNNAMED = "предмет не указан"


class WeakSubject(NamedTuple):
    """A subject whose teachers scored below the border last time, beside what its mentors offer."""

    name: str
    teachers: int
    tested: int
    latest: Fraction
    mentors: int
    free: int
    topics: tuple[str, ...]


class Territory(NamedTuple):
    """Teachers of the highest category of one school who are no mentors; names where they may be seen."""

    school: str
    people: int
    names: tuple[str, ...]


class Recruits(NamedTuple):
    """Who could be invited for a subject that lacks mentors."""

    subject: str
    missing: int
    people: int
    schools: list[Territory]


class Row(NamedTuple):
    """A line of the map with its words."""

    subject: str
    difficulty: str
    gap: Gap


@dataclass(frozen=True)
class DeficitMap:
    """Everything the page shows; `hidden_subjects` counts those whose mean is kept from the reader."""

    rows: list[Row]
    unasked: list[tuple[str, int]]
    weak: list[WeakSubject]
    tested_subjects: int
    hidden_subjects: int
    recruits: list[Recruits]
    has_names: bool

    @property
    def missing(self) -> int:
        """Places that lack in all lines together."""
        return sum(row.gap.missing for row in self.rows)

    @property
    def holes(self) -> int:
        """Lines that lack places."""
        return sum(bool(row.gap.missing) for row in self.rows)


def deficit_map(place: Municipality, year: int, border: Fraction, today: date, reader: User) -> DeficitMap:
    """Count the year's map: requests and testings of the year, mentors and their places of today."""
    on = min(years.last_day(year), today)
    subjects = dict(Subject.objects.values_list("pk", "name"))
    difficulties = dict(Difficulty.objects.values_list("pk", "name"))
    helpers = helpers_of(place, today)
    low = low_results_of(place.pk, on)

    def name(gap: Gap) -> tuple[str, str]:
        return subjects.get(gap.subject or 0, UNNAMED), difficulties[gap.difficulty]

    found = gaps(asked_of(place, year, low), helpers, name)
    names = sees_names(reader, place.pk)
    weak, tested, hidden = _weak_subjects(place, on, border, helpers, subjects, None if names else low)
    wanted = _wanted(found, [pk for pk, _ in weak])
    return DeficitMap(
        rows=[Row(*name(gap), gap) for gap in found],
        unasked=sorted((difficulties[pk], count) for pk, count in unasked(found, helpers).items()),
        weak=[row for _, row in weak],
        tested_subjects=tested,
        hidden_subjects=hidden,
        recruits=recruits_of(place, wanted, subjects, has_names=names),
        has_names=names,
    )


def asked_of(place: Municipality, year: int, low: Collection[int]) -> list[Asked]:
    """Requests of the school year that were submitted and not called off."""
    rows = MenteeRequest.objects.filter(
        person__municipality=place, year=year, state__in=COUNTED_STATES
    ).order_by()
    columns = rows.values_list("subject", "difficulty", "state", "person__school")
    return [
        Asked(subject, difficulty, state in WAITING_STATES, school in low)
        for subject, difficulty, state, school in columns
    ]


def helpers_of(place: Municipality, today: date) -> list[Helper]:
    """Mentors whose cards stand in the bank, with the places that are free on the day; three queries."""
    cards = Prefetch("cards", MentorCard.objects.live(), to_attr="live_cards")
    mentors: Any = Mentor.objects.listed().filter(person__municipality=place).with_places(today)
    return [
        Helper(
            frozenset(card.subject_id for card in mentor.live_cards),
            frozenset(difficulty.pk for difficulty in mentor.difficulties.all()),
            mentor.free_places,
            mentor.favourite_topic,
        )
        for mentor in mentors.prefetch_related(cards, "difficulties")
    ]


def _weak_subjects(
    place: Municipality,
    on: date,
    border: Fraction,
    helpers: list[Helper],
    subjects: dict[int, str],
    masked_low: Collection[int] | None,
) -> tuple[list[tuple[int, WeakSubject]], int, int]:
    """Subjects below the border, the lowest first; how many were tested, how many of them are hidden.

    `masked_low` are the ШНОР for the rule of hidden groups, None for a reader who sees names.
    """
    every = teachers_of(School.objects.filter(municipality=place), on)
    hidden: frozenset[GroupKey] = frozenset()
    if masked_low is not None:
        hidden = hidden_from(every, masked_low, place.pk, on)
    k = int(thresholds(on, place.pk)["minimum_group"])
    weak, tested, kept = [], 0, 0
    for subject, members in by_subject(every).items():
        figures = growth(members)
        latest = latest_mean(teacher.testings for teacher in members)
        if latest is None or subject == NO_SUBJECT:
            continue
        tested += 1
        if masked_low is not None and is_latest_hidden(figures, GroupKey(Place.ALL, subject), hidden, k):
            kept += 1
        elif latest < border:
            row = _weak(subjects[subject], subject, figures.teachers, figures.tested, latest, helpers)
            weak.append((subject, row))
    return sorted(weak, key=lambda pair: (pair[1].latest, pair[1].name)), tested, kept


def _weak(
    name: str, subject: int, teachers: int, tested: int, latest: Fraction, helpers: list[Helper]
) -> WeakSubject:
    guides = [helper for helper in helpers if subject in helper.subjects]
    topics = tuple(sorted({helper.topic for helper in guides if helper.topic}))
    return WeakSubject(
        name, teachers, tested, latest, len(guides), sum(helper.free for helper in guides), topics
    )


def _wanted(found: list[Gap], weak: list[int]) -> dict[int, int]:
    """Subjects for which mentors are wanted, with the places that lack, the greatest lack first."""
    lack: dict[int, int] = defaultdict(int)
    for gap in found:
        if gap.missing and gap.subject is not None:
            lack[gap.subject] += gap.missing
    for subject in weak:
        lack[subject] += 0
    return dict(sorted(lack.items(), key=lambda item: -item[1]))


def recruits_of(
    place: Municipality, wanted: dict[int, int], subjects: dict[int, str], *, has_names: bool
) -> list[Recruits]:
    """Teachers of the highest category of the wanted subjects who are not in the bank, by school."""
    people = (
        Person.objects.teachers()
        .filter(municipality=place, category=Category.HIGHEST, mentor=None, school__isnull=False)
        .filter(subjects__in=wanted)
        .order_by("school__name_key", "name_key", "pk")
    )
    rows = people.values_list("subjects", "school__name", "last_name", "first_name", "middle_name")
    found: dict[int, dict[str, list[str]]] = {subject: defaultdict(list) for subject in wanted}
    for subject, school, *parts in rows:
        found[subject][school].append(" ".join(filter(None, parts)))
    return [
        Recruits(subjects[subject], wanted[subject], sum(map(len, by_school.values())), [
            Territory(school, len(names), tuple(names) if has_names else ())
            for school, names in by_school.items()
        ])
        for subject, by_school in found.items()
    ]  # fmt: skip
