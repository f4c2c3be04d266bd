"""The figures of the page of diagnostics, hidden where the reader sees no names; Excel shows the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from reports.record.diagnostics import Teacher, by_school, by_subject, growth, hidden_from, teachers_of
from reports.record.diagnostics_choice import WITHOUT_SUBJECT, Choice
from reports.record.growth import Growth, median
from reports.record.growth_masks import NO_SUBJECT, GroupKey
from reports.thresholds import thresholds
from schools.models import Person, School, Subject, User


class Line(NamedTuple):
    """A school or a subject with its teachers; `value` chooses it in the address."""

    name: str
    value: str
    growth: Growth
    is_low: bool = False


class Median(NamedTuple):
    """The middle of the schools' growths, and of how many schools; None where they are too few."""

    growth: Fraction | None
    schools: int


@dataclass(frozen=True)
class Report:
    """What the page shows; `median` is None for who sees no names: it may be a hidden school's own figure."""

    total: Growth
    schools: list[Line]
    subjects: list[Line]
    median: Median | None
    teachers: list[Teacher]
    k: int
    fewest: int

    @property
    def has_hidden(self) -> bool:
        """Whether any means are hidden."""
        return any(line.growth.is_hidden for line in (*self.schools, *self.subjects)) or self.total.is_hidden

    @property
    def not_repeated(self) -> list[Teacher]:
        """Who was tested once or never."""
        return [teacher for teacher in self.teachers if len(teacher.testings) < 2]  # noqa: PLR2004


def report_of(choice: Choice) -> Report:
    """Count the choice; whoever is hidden is hidden by the whole municipality's table, not by the filters."""
    every = teachers_of(School.objects.filter(municipality=choice.municipality), choice.on)
    shown = {school.pk for school in choice.shown}
    teachers = [teacher for teacher in every if _is_chosen(teacher, choice) and shown & {*teacher.schools}]
    held = thresholds(choice.on, choice.municipality.pk if choice.municipality else None)
    hidden: frozenset[GroupKey] = frozenset()
    if not choice.has_names and choice.municipality:
        hidden = hidden_from(every, choice.low, choice.municipality.pk, choice.on)
    return Report(
        total=_masked(growth(teachers), choice.key(), hidden),
        schools=_school_lines(teachers, choice, hidden),
        subjects=_subject_lines(teachers, choice, hidden),
        median=_median(every, choice, int(held["fewest_schools"])) if choice.has_names else None,
        teachers=teachers,
        k=int(held["minimum_group"]),
        fewest=int(held["fewest_schools"]),
    )


def _is_chosen(teacher: Teacher, choice: Choice) -> bool:
    return choice.subject is None or choice.subject in teacher.subjects_or_none


def _masked(figures: Growth, key: GroupKey, hidden: frozenset[GroupKey]) -> Growth:
    return figures.hidden() if key in hidden else figures


def _school_lines(teachers: list[Teacher], choice: Choice, hidden: frozenset[GroupKey]) -> list[Line]:
    """The schools by their names, those where nobody was tested last."""
    groups = by_school(teachers)
    lines = [
        Line(
            school.name,
            school.code,
            _masked(growth(groups.get(school.pk, ())), choice.key(school), hidden),
            school.pk in choice.low,
        )
        for school in choice.shown
    ]
    return sorted(lines, key=lambda line: not line.growth.tested)


def _subject_lines(teachers: list[Teacher], choice: Choice, hidden: frozenset[GroupKey]) -> list[Line]:
    """The subjects taught, by their names; «без предмета» comes last."""
    groups = by_subject(teachers)
    names = subject_names(groups)
    return [
        Line(
            names[subject],
            names[subject],
            _masked(growth(groups[subject]), choice.key(None, subject), hidden),
        )
        for subject in names
        if choice.subject in (None, subject)
    ]


def subject_names(groups: Mapping[int, object]) -> dict[int, str]:
    """The names of the subjects of groups in their order; one query."""
    names = dict(Subject.objects.filter(pk__in=groups.keys()).values_list("pk", "name"))
    return names | ({NO_SUBJECT: WITHOUT_SUBJECT} if NO_SUBJECT in groups else {})


def _median(every: list[Teacher], choice: Choice, fewest: int) -> Median:
    """The median over the municipality's schools, for the chosen subject; of few schools there is none."""
    groups = by_school(teacher for teacher in every if _is_chosen(teacher, choice))
    known = [value for members in groups.values() if (value := growth(members).relative) is not None]
    return Median(median(known) if len(known) >= fewest else None, len(known))


class Untested(NamedTuple):
    """A teacher who was not tested twice, by name."""

    name: str
    schools: str
    subjects: str
    when: str


@dataclass(frozen=True)
class UntestedList:
    """Those whom the reader may see by name, and how many others there are: they work elsewhere today."""

    people: list[Untested]
    others: int


def untested_of(report: Report, choice: Choice, user: User) -> UntestedList:
    """Who was not tested twice, by name; two queries whatever their number."""
    rows = Person.objects.teachers().working_in(choice.shown, choice.on).visible_to(user)  # type: ignore[arg-type]
    parts = rows.order_by("name_key", "pk").only("pk", "last_name", "first_name", "middle_name")
    listed = {teacher.pk: teacher for teacher in report.not_repeated}
    schools = {school.pk: school.name for school in choice.schools}
    names = subject_names({subject: 1 for teacher in listed.values() for subject in teacher.subjects_or_none})
    people = [
        Untested(
            person.full_name,
            ", ".join(schools[school] for school in listed[person.pk].schools if school in schools),
            ", ".join(names[subject] for subject in listed[person.pk].subjects_or_none),
            ", ".join(f"{testing.day:%d.%m.%Y}" for testing in listed[person.pk].testings) or "ни разу",
        )
        for person in parts
        if person.pk in listed
    ]
    return UntestedList(people, len(listed) - len(people))
