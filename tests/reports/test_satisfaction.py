"""Satisfaction with taking part: its masks, and what stands beside it (contract §4; decisions.md §3)."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from mentorship.programmes.models import Programme
from reports.enums import Status
from reports.indicators.facts import Facts
from reports.indicators.readings import goals_of, read
from reports.indicators.registry import REGISTRY
from schools.models import Municipality, School
from surveys.models import Campaign, Questionnaire, Response

ON = date(2026, 3, 16)

pytestmark = pytest.mark.django_db


def ratio(programme: Programme, code: str, on: date = ON, school: School | None = None) -> tuple:
    """Part and whole of an indicator."""
    found = REGISTRY[code].compute(Facts(programme, on, school))
    return found.part, found.whole


def answer(
    programme: Programme,
    code: str,
    answers: list[int | None],
    day: date = ON,
    school: School | None = None,
    **others: list[int | str],
) -> None:
    """Submitted responses of a school with these answers to `liked_participating` and to other items."""
    form = Questionnaire.objects.get(code=code)
    version = form.versions.published().get()
    campaign, _ = Campaign.objects.get_or_create(
        municipality=programme.municipality, questionnaire=form, version=version, year=2025,
        opens_date=date(2025, 9, 1), closes_date=date(2026, 8, 31),
    )  # fmt: skip
    for number, value in enumerate(answers):
        given = {} if value is None else {"liked_participating": value}
        Response.objects.create(
            key=uuid4(), campaign=campaign, version=version, role=form.role,
            phase=form.phase, year=2025, municipality=programme.municipality, school=school,
            state="submitted", answered_date=day,
            answers=given | {item: values[number] for item, values in others.items()},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "part", "whole", "status"),
    [
        ([1] * 4, None, 4, Status.HIDDEN),
        ([1] * 5 + [0] * 4, None, 9, Status.HIDDEN),
        ([1] * 5 + [0] * 5, 5, 10, Status.NO_TARGET),
        ([1] * 17 + [0] * 3, 17, 20, Status.NO_TARGET),
        ([1] * 19, None, 19, Status.HIDDEN),
        ([None] * 6, 0, 0, Status.NO_DATA),
    ],
)
def test_satisfaction_is_masked_like_the_survey_report(
    answers: list[int | None], part: int | None, whole: int, status: Status, programme: Programme
) -> None:
    answer(programme, "mentee_after", answers)
    facts = Facts(programme, ON)

    reading = read(REGISTRY["p000_mentee_satisfaction"], facts, goals_of(programme))

    assert (reading.ratio.part, reading.ratio.whole, reading.status) == (part, whole, status)


def test_satisfaction_counts_answers_up_to_the_day(programme: Programme) -> None:
    answer(programme, "mentee_after", [1] * 10 + [0] * 10, day=ON + timedelta(days=1))

    assert ratio(programme, "p000_mentee_satisfaction", ON) == (0, 0)
    assert ratio(programme, "p000_mentee_satisfaction", ON + timedelta(days=1)) == (10, 20)


def test_few_answers_carry_the_words_and_keep_the_status(
    programme: Programme, school: School, make_teacher: Callable, pair_up: Callable
) -> None:
    mentor = make_teacher(school, "M")
    for number in range(21):
        pair_up(mentor, make_teacher(school, f"T{number}"))
    answer(programme, "mentee_after", [1] * 5 + [0] * 5)

    found = REGISTRY["p000_mentee_satisfaction"].compute(Facts(programme, ON))

    assert (found.part, found.whole, found.note) == (5, 10, "недостаточно ответов")


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ([8] * 5 + [7] * 5, "довольны совместной работой (оценка 8 и выше): 5 из 10 (50,0\u00a0%)"),
        ([10] * 6 + [7] * 4, "довольны совместной работой (оценка 8 и выше): скрыто, ответили 10"),
        ([9] * 5 + [7] * 4 + ["dk"], "довольны совместной работой (оценка 8 и выше): скрыто, ответили 9"),
    ],
)
def test_other_readings_of_satisfaction_stand_beside_it(
    scores: list[int | str],
    words: str,
    programme: Programme,
    school: School,
    make_teacher: Callable,
    pair_up: Callable,
) -> None:
    mentor = make_teacher(school, "M")
    for number in range(20):
        pair_up(mentor, make_teacher(school, f"T{number}"))
    answer(programme, "mentee_after", [1] * 5 + [0] * 5, school=school, joint_work_satisfaction=scores)
    facts = Facts(programme, ON)

    reading = read(REGISTRY["p000_mentee_satisfaction"], facts, goals_of(programme))

    assert reading.ratio.value == Fraction(1, 2)
    assert reading.ratio.beside == (
        "вторую анкету отправили 10, приглашены 20 (50,0\u00a0%)",
        "с учётом тех, кто не ответил, доля «да» — от 25,0\u00a0% до 75,0\u00a0%",
        words,
    )
    assert reading.as_json()["method"].endswith(words)


@pytest.mark.parametrize(
    ("small", "hidden"),
    [
        ([], [False, False]),
        ([1] * 3, [True, False]),
        ([1] * 5 + [0] * 5, [False, False]),
    ],
)
def test_small_school_does_not_follow_by_subtraction(
    small: list[int | None],
    hidden: list[bool],
    programme: Programme,
    school: School,
    other_school: School,
    municipality: Municipality,
) -> None:
    large = School.objects.create(code="99", name="Гимназия № 9", municipality=municipality)
    for place, answers in ((school, small), (other_school, [1] * 20), (large, [1] * 30)):
        answer(programme, "mentee_after", answers, school=place)

    def is_hidden(place: School | None) -> bool:
        return REGISTRY["p000_mentee_satisfaction"].compute(Facts(programme, ON, place)).is_hidden

    assert [is_hidden(other_school), is_hidden(large)] == hidden
    assert is_hidden(None) is False
