"""A school with everything its page can show: five years, lists, pairs, roadmap, trainings, answers."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from mentorship.bank.models import Mentor, Training, TrainingProgramme
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.roadmap import workflow as roadmaps
from mentorship.roadmap.models import RoadmapTemplate
from schools.models import Diagnostic, IndexStudy, Person, School, SchoolYear
from surveys.models import Campaign, Questionnaire, Response
from tests.cast import YEAR

MOSCOW = ZoneInfo("Europe/Moscow")
BEGUN = (2022, 9, 5)
ORDER = "приказ № 145 от 14.08.2025, Минобр области"


def stored(school: School, year: int, moment: tuple[int, ...] = BEGUN, **fields: object) -> SchoolYear:
    """A school's year that was recorded at a moment of the past."""
    row = SchoolYear(school=school, year=year, **fields)
    row._history_date = datetime(*moment, tzinfo=MOSCOW)
    row.save()
    return row


def edit(row, moment: tuple[int, ...], by=None, **fields: object) -> None:
    """Change a stored row at a moment of the past."""
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_date, row._history_user = datetime(*moment, tzinfo=MOSCOW), by
    row.save()


def neighbours(school: School, count: int, years_back: int = 1, prefix: str = "N") -> list[School]:
    """Other schools of the municipality with an ИОР from 0.31 on, each year of `years_back` and this one."""
    others = []
    for place in range(count):
        other = School.objects.create(
            code=f"{prefix}{place}", name=f"Районная школа {prefix}{place}", municipality=school.municipality
        )
        for year in range(YEAR - years_back + 1, YEAR + 1):
            stored(other, year, results_index=Decimal(31 + place) / 100)
        others.append(other)
    return others


def five_years(school: School) -> list[SchoolYear]:
    """The school's years 2021/2022–2025/2026: ИОР grows, ШНОР in the last two, 27 teachers."""
    return [
        stored(
            school,
            YEAR - 4 + place,
            results_index=Decimal(31 + 5 * place) / 100,
            wellbeing_index=Decimal("0.44"),
            final_exams=Decimal("0.58"),
            national_tests=Decimal("0.46"),
            has_low_results=place > 2,
            order=ORDER if place == 4 else "",
            teacher_count=27,
            novice_count=4,
            student_count=312,
            student_10_19_count=180,
            student_15_19_count=60,
        )
        for place in range(5)
    ]


def pair_of(mentor: Person, mentee: Person, start: date, end: date | None = None) -> PairMember:
    """A begun pair of two people."""
    in_bank, _ = Mentor.objects.get_or_create(person=mentor)
    number = f"{Pair.objects.count() + 1}"
    state = PairState.COMPLETED if end else PairState.ACTIVE
    pair = Pair.objects.create(municipality=mentor.municipality, number=number, mentor=in_bank, state=state)
    return PairMember.objects.create(pair=pair, mentor=in_bank, mentee=mentee, start_date=start, end_date=end)


def trained(person: Person, on: date) -> Training:
    """A training of a person."""
    course, _ = TrainingProgramme.objects.get_or_create(
        key="школа наставника", defaults={"name": "Школа наставника"}
    )
    return Training.objects.create(person=person, programme=course, date=on, hours=36)


def answers(school: School, code: str, liked: list[int], on: date) -> None:
    """Submitted after-forms of the school with these answers to `liked_participating`."""
    form = Questionnaire.objects.get(code=code)
    version = form.versions.published().get()
    campaign, _ = Campaign.objects.get_or_create(
        municipality=school.municipality, questionnaire=form, version=version, year=YEAR,
        opens_date=date(2025, 9, 1), closes_date=date(2026, 8, 31),
    )  # fmt: skip
    for value in liked:
        Response.objects.create(
            key=uuid4(), campaign=campaign, version=version, role=form.role, phase=form.phase, year=YEAR,
            municipality=school.municipality, school=school, state="submitted", answered_date=on,
            answers={"liked_participating": value},
        )  # fmt: skip


def running_roadmap(school: School, year: int = YEAR):
    """An agreed roadmap of the school's year."""
    found = roadmaps.create_from_template(
        template=RoadmapTemplate.objects.get(code="school_003"),
        school=school, municipality=None, year=year, by=None,
    )  # fmt: skip
    for step in (roadmaps.submit, roadmaps.agree, roadmaps.start):
        found = step(roadmap=found, by=None)
    return found


def fill(school: School, people: dict[str, Person]) -> None:
    """Everything at once; the pair is that of the cast's mentor and mentee."""
    five_years(school)
    neighbours(school, 6, years_back=5)
    pair_of(people["mentor"], people["mentee"], date(2023, 10, 2))
    trained(people["mentor"], date(2024, 2, 5))
    running_roadmap(school)
    answers(school, "mentee_after", [1] * 17 + [0] * 5, date(2026, 3, 2))
    answers(school, "mentor_after", [1] * 3, date(2026, 3, 2))
    IndexStudy.objects.create(
        municipality=school.municipality, year=YEAR, index="results", study="Мониторинг качества образования",
        order="приказ № 31 от 02.02.2026", population="47 школ области",
    )  # fmt: skip
    for day, score in ((date(2024, 10, 7), 50), (date(2025, 5, 12), 60)):
        Diagnostic.objects.create(
            person=people["mentee"], date=day, subject_score=score, method_score=score, max_score=100
        )
