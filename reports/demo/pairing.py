"""Pairs, requests and answers of the invented municipality."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from reports.demo import lists
from reports.demo.invention import People, Row, Teacher
from reports.demo.workbooks import request_row
from schools import years
from surveys.catalogue import FormDefinition, load_catalogue

# How a pair of this school year stands: the state, how many of ten are so.
STATES = ("действует",) * 6 + ("завершена", "закреплена", "согласована", "предложена")


@dataclass(frozen=True)
class Match:
    """A pair: who with whom, in which state, from when to when."""

    number: str
    mentor: Teacher
    mentee: Teacher
    state: str
    start: date | None
    end: date | None

    @property
    def has_begun(self) -> bool:
        """Whether the pair has worked."""
        return self.state in ("действует", "завершена")


class Pairing:
    """Who is paired with whom: each mentor has at most two mentees a year, three places stay enough."""

    def __init__(self, people: People) -> None:
        self.people = people

    @cached_property
    def mentees(self) -> list[Teacher]:
        """Those of this school year: the novices and some others, of ШНОР more than elsewhere."""
        people = self.people
        busy = {*people.mentors, *(people.director(school) for school in people.schools)}
        chosen = []
        for number, teacher in enumerate(people.teachers):
            wanted = teacher in people.novices or (teacher.school.low[-1] and number % 2) or number % 11 == 0
            if wanted and teacher not in busy:
                chosen.append(teacher)
        return chosen

    @cached_property
    def matches(self) -> list[Match]:
        """Two mentees of three have a pair this year; last years' pairs are completed."""
        people, found = self.people, []
        paired = [teacher for number, teacher in enumerate(self.mentees) if number % 3 != 2]
        for number, mentee in enumerate(paired[: 2 * len(people.mentors)]):
            mentor = self._mentor_for(mentee, number)
            found.append(self._this_year(f"{people.year}-{number + 1}", mentor, mentee, number))
        for back in (1, 2):
            for number, mentee in enumerate(self.mentees[back::4]):
                found.append(self._earlier(back, number, mentee))
        return found

    def _mentor_for(self, mentee: Teacher, number: int) -> Teacher:
        mentors = self.people.mentors
        return mentors[(number * 5) % len(mentors)]

    def _this_year(self, label: str, mentor: Teacher, mentee: Teacher, number: int) -> Match:
        state = STATES[number % len(STATES)]
        first = max(date(self.people.year, 9, 1), self.people.on - timedelta(days=70))
        start = min(self.people.on, first + timedelta(days=number % 20))
        begun = state in ("действует", "завершена")
        end = self.people.on if state == "завершена" else None
        return Match(label, mentor, mentee, state, start if begun else None, end)

    def _earlier(self, back: int, number: int, mentee: Teacher) -> Match:
        year = self.people.year - back
        mentor = self.people.mentors[(number * 3 + back) % len(self.people.mentors)]
        start, end = date(year, 10, 1) + timedelta(days=number % 30), date(year + 1, 5, 20)
        return Match(f"{year}-{number + 1}", mentor, mentee, "завершена", start, end)

    def requests(self) -> Iterator[Row]:
        """A request of every mentee of the year, also of those who still wait."""
        for number, mentee in enumerate(self.mentees):
            yield request_row(self.people, mentee, number)

    def pairs(self) -> Iterator[Row]:
        """Pairs that have begun or are ordered stand under an order."""
        for number, match in enumerate(self.matches):
            ordered = match.has_begun or match.state == "закреплена"
            day = (match.start or self.people.on) - timedelta(days=5)
            yield {
                "№ пары": match.number, "Код наставника": match.mentor.code,
                "Код наставляемого": match.mentee.code, "Форма": "Учитель – учитель",
                "Вариант": lists.VARIANTS[number % len(lists.VARIANTS)],
                "Направление": lists.FOCUSES[number % len(lists.FOCUSES)],
                "Приказ": f"{100 + number}-од" if ordered else None, "Дата приказа": day if ordered else None,
                "Дата начала": match.start, "Дата окончания": match.end, "Состояние": match.state,
            }  # fmt: skip

    def answers(self, skip: set[str]) -> Iterator[Row]:
        """Forms «до» of most participants of a year, «после» of most whose pair has ended; not of `skip`."""
        forms = {form.code: form for form in load_catalogue()}
        done: set[tuple[str, str, int]] = set()
        for number, match in enumerate(self.matches):
            if not match.has_begun or match.start is None:
                continue
            for role, person in (("mentee", match.mentee), ("mentor", match.mentor)):
                for phase, day in (("before", match.start), ("after", match.end)):
                    key = (f"{role}_{phase}", person.code, years.year_of(day) if day else 0)
                    left_out = number % 5 == 0 or person.code in skip or key in done
                    if day and not left_out:
                        done.add(key)
                        yield {"Анкета": key[0], "Код педагога": person.code, "Дата": day} | self._marks(
                            forms[key[0]]
                        )

    def _marks(self, form: FormDefinition) -> Row:
        random = self.people.random
        marks: Row = {}
        lift = 1 if form.phase == "after" else 0
        for item in form.items:
            if item.kind == "scale":
                marks[item.code] = min(10, max(1, round(random.gauss(7 + lift, 1.5))))
            elif item.kind == "yes_no" and item.code != "had_prior_experience":
                marks[item.code] = "да" if random.random() < 0.86 else "нет"
        return marks
