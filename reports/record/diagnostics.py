"""Teachers of schools on a day, what they teach, how they were tested; growth by school and subject."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from reports.record.growth import Growth, growth_of
from reports.record.growth_masks import NO_SUBJECT, GroupKey, Repeated, hidden_groups
from reports.thresholds import thresholds
from schools import years
from schools.models import Diagnostic, Employment, Person, School, User
from schools.scores import Sitting
from schools.versions import as_at


@dataclass(frozen=True)
class Teacher:
    """A teacher on a day: the schools worked in, the subjects taught, the testings up to the day."""

    pk: int
    schools: tuple[int, ...]
    subjects: tuple[int, ...]
    testings: tuple[Sitting, ...]

    @property
    def subjects_or_none(self) -> tuple[int, ...]:
        """The subjects; of a teacher without any the group «без предмета»."""
        return self.subjects or (NO_SUBJECT,)

    def within(self, schools: Collection[int]) -> "Teacher":
        """The teacher as one of these schools alone; of none, who works in others."""
        return replace(self, schools=tuple(school for school in self.schools if school in schools))


def teachers_of(schools: Iterable[School], on: date) -> list[Teacher]:
    """Teachers who work in the schools on the day; two or three queries whatever their number.

    The testings are those the portal held on the day (`schools.versions`), dated up to it: an edit made
    since does not change what was said then.
    """
    work: dict[int, list[int]] = defaultdict(list)
    taught: dict[int, list[int]] = defaultdict(list)
    places = Employment.objects.current(on).filter(school__in=schools, person__is_teacher=True)
    rows = places.order_by("person", "pk").values_list("person", "school", "person__subjects")
    for person, school, subject in rows:
        if school not in work[person]:
            work[person].append(school)
        if subject is not None and subject not in taught[person]:
            taught[person].append(subject)
    if not work:
        return []
    people = Person.objects.teachers().working_in(schools, on).order_by()  # type: ignore[arg-type]
    tested = _testings(people, on)
    return [
        Teacher(person, tuple(held), tuple(taught[person]), tuple(tested.get(person, ())))
        for person, held in work.items()
    ]


def _testings(people: Iterable[Person], on: date) -> dict[int, list[Sitting]]:
    """Testings of the people up to the day, each person's in the order of their days."""
    found: dict[int, list[Sitting]] = defaultdict(list)
    for row in sorted(as_at(Diagnostic, on, person__in=people).rows, key=attrgetter("date")):
        if row.date <= on:
            testing = Sitting.of(row.date, row.subject_score, row.method_score, row.max_score)
            found[row.person_id].append(testing)
    return found


def by_school(teachers: Iterable[Teacher]) -> dict[int, list[Teacher]]:
    """Teachers by the school they work in; who works in two counts in both."""
    groups: dict[int, list[Teacher]] = defaultdict(list)
    for teacher in teachers:
        for school in teacher.schools:
            groups[school].append(teacher)
    return groups


def by_subject(teachers: Iterable[Teacher]) -> dict[int, list[Teacher]]:
    """Teachers by the subject they teach; who teaches two counts in both."""
    groups: dict[int, list[Teacher]] = defaultdict(list)
    for teacher in teachers:
        for subject in teacher.subjects_or_none:
            groups[subject].append(teacher)
    return groups


def growth(teachers: Iterable[Teacher]) -> Growth:
    """The growth of a group."""
    return growth_of(teacher.testings for teacher in teachers)


def growths(groups: Mapping[int, Iterable[Teacher]]) -> dict[int, Growth]:
    """The growth of every group."""
    return {key: growth(members) for key, members in groups.items()}


def school_growth(school: School, on: date, reader: User | None = None) -> Growth:
    """The growth of one school's teachers on the day.

    Give the `reader` where the figure is shown to people: who sees no names gets the numbers of people alone
    where the page of diagnostics hides the means (the same rule, over the whole municipality).
    """
    if reader is None or sees_names(reader, school.municipality_id, school.pk):
        return growth(teachers_of(School.objects.filter(pk=school.pk), on))
    every = teachers_of(School.objects.filter(municipality=school.municipality_id), on)
    own = growth(teacher for teacher in every if school.pk in teacher.schools)
    hidden = hidden_from(every, low_results_of(school.municipality_id, on), school.municipality_id, on)
    return own.hidden() if GroupKey(school.pk) in hidden else own


def sees_names(reader: User, municipality: int, school: int | None = None) -> bool:
    """Whether the reader sees the teachers of a municipality, or of one school of it, by name."""
    access = reader.access
    return all(
        access.scope(area).reaches(municipality=municipality, school=school)
        for area in ("people", "diagnostics")
    )


def low_results_of(municipality: int, on: date) -> set[int]:
    """ШНОР of a municipality on the day."""
    low = School.objects.low_results(years.year_of(on), on).filter(municipality=municipality)
    return set(low.order_by().values_list("pk", flat=True))


def hidden_from(
    every: Iterable[Teacher], low: Collection[int], municipality: int, on: date
) -> frozenset[GroupKey]:
    """The groups of a municipality's teachers whose means are hidden from who sees no names."""
    return hidden_among(every, low, int(thresholds(on, municipality)["minimum_group"]))


def hidden_among(every: Iterable[Teacher], low: Collection[int], smallest: int) -> frozenset[GroupKey]:
    """The same where the smallest group that may be shown is known."""
    repeated = [
        Repeated(teacher.schools, teacher.subjects_or_none) for teacher in every if len(teacher.testings) > 1
    ]
    return hidden_groups(repeated, low, smallest)
