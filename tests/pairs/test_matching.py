"""The score of a mentor for a request: exact points, reasons in words, hard rules, a fixed order."""

from dataclasses import replace

import pytest

from mentorship.pairs.desk.conditions import Conditions
from mentorship.pairs.matching import CRITERIA, WEIGHTS, WORDS, Card, Named, Need, Offer, fit, rank
from mentorship.pairs.models.criteria import Criterion

SCHOOL, OTHER = Named(1, "Ёлкинская СОШ"), Named(2, "Сосновая ООШ")
PHYSICS, BIOLOGY = Named(1, "Физика"), Named(2, "Биология")
EXAMS, CLASSES = Named(1, "подготовка к ГИА"), Named(2, "классное руководство")
NOVICE, NEWCOMER = Named(1, "молодой педагог"), Named(2, "педагог на новом месте")

NEED = Need(mentee=10, school=SCHOOL, subject=PHYSICS, focus=EXAMS, mentee_category=NOVICE, experience=1)
BEST = Offer(
    pk=1,
    name="Клёнова Эмма Савельевна",
    capacity=3,
    free=2,
    school=SCHOOL,
    subjects=frozenset({1}),
    cards=(Card(PHYSICS, EXAMS, NOVICE),),
    experience=24,
    category="highest",
    category_words="высшая категория",
    trained_year=2025,
)


def test_every_criterion_has_a_weight_and_its_words():
    assert WEIGHTS.keys() == WORDS.keys() == CRITERIA.keys()
    assert set(Criterion.values) == WEIGHTS.keys()
    assert all(0 < weight <= 100 for weight in WEIGHTS.values())


def test_perfect_mentor_scores_a_hundred():
    found = fit(NEED, BEST)
    assert (found.score, found.reasons_against, found.barred) == (100, (), "")
    assert found.reasons_for == (
        "тот же предмет: Физика",
        "то же направление: подготовка к ГИА",
        "готов вести: молодой педагог",
        "стаж 24 года",
        "высшая категория",
        "обучение наставников: 2025 год",
        "та же школа",
    )


@pytest.mark.parametrize(
    ("changes", "score", "reason"),
    [
        ({"cards": (Card(BIOLOGY, EXAMS, NOVICE),)}, 88, ""),
        ({"cards": (Card(BIOLOGY, EXAMS, NOVICE),), "subjects": frozenset()}, 65, "другой предмет: Биология"),
        ({"cards": (Card(None, EXAMS, NOVICE),), "subjects": frozenset()}, 77, ""),
        ({"cards": (Card(PHYSICS, CLASSES, NOVICE),)}, 85, "другое направление: классное руководство"),
        ({"cards": (Card(PHYSICS, None, NOVICE),)}, 85, "направление в карточке не указано"),
        ({"cards": (Card(PHYSICS, EXAMS, NEWCOMER),)}, 90, "готов вести других: педагог на новом месте"),
        ({"cards": (Card(PHYSICS, EXAMS, None),)}, 95, ""),
        ({"school": OTHER}, 85, "другая школа: Сосновая ООШ"),
        ({"school": None}, 85, "школа наставника не указана"),
        ({"experience": 10}, 100, ""),
        ({"experience": 9}, 95, ""),
        ({"experience": 5}, 95, ""),
        ({"experience": 4}, 90, "стаж 4 года"),
        ({"experience": 1}, 90, "стаж 1 год: не больше, чем у наставляемого"),
        ({"experience": None}, 90, "стаж не указан"),
        ({"category": "first", "category_words": "первая категория"}, 97, ""),
        ({"category": "fits_position", "category_words": "соответствие"}, 93, ""),
        ({"category": "none", "category_words": "без категории"}, 90, "без категории"),
        ({"category": "", "category_words": ""}, 90, "категория не указана"),
        ({"trained_year": None}, 95, "обучение наставников не пройдено"),
    ],
)
def test_each_criterion_takes_its_points(changes, score, reason):
    found = fit(NEED, replace(BEST, **changes))
    assert found.score == score
    assert found.reasons_against == ((reason,) if reason else ())


def test_what_the_request_does_not_say_is_not_counted():
    assert fit(Need(mentee=10), BEST).score == 100
    assert fit(Need(mentee=10), replace(BEST, trained_year=None)).score == 80  # 20 of 25


def test_best_card_speaks_for_the_mentor():
    cards = (Card(BIOLOGY, CLASSES, NEWCOMER), Card(PHYSICS, EXAMS, NOVICE), Card(None, EXAMS, None))
    assert fit(NEED, replace(BEST, cards=cards)) == fit(NEED, BEST)


def test_mentor_without_cards_is_scored_by_what_is_known():
    assert fit(NEED, replace(BEST, cards=())).score == 68  # two thirds of the subject, half of the category


@pytest.mark.parametrize(
    ("changes", "barred"),
    [
        ({"pk": 10}, "это сам наставляемый"),
        ({"is_listed": False}, "не в банке"),
        ({"free": 0}, "все места заняты (3 из 3)"),
    ],
)
def test_hard_rules_bar_the_best_mentor(changes, barred):
    found = fit(NEED, replace(BEST, **changes))
    assert (found.score, found.barred, found.reasons_against) == (0, barred, (barred,))


def test_order_is_by_score_then_places_then_name():
    offers = [
        replace(BEST, pk=1, name="Яковлева", free=1),
        replace(BEST, pk=2, name="Абрамова", free=1),
        replace(BEST, pk=3, name="Юдина", free=3),
        replace(BEST, pk=4, name="Котова", trained_year=None),
        replace(BEST, pk=5, name="Белова", free=0),
    ]
    ranking = rank(NEED, offers)
    assert [mentor.pk for mentor, _ in ranking.fitting] == [3, 2, 1, 4]
    assert [mentor.pk for mentor, _ in ranking.barred] == [5]
    assert rank(NEED, reversed(offers)) == ranking


DISCIPLINE = Named(5, "дисциплина")


@pytest.mark.parametrize(
    ("difficulties", "score", "words"),
    [
        ({5, 6}, 100, "помогает именно с этим: дисциплина"),
        (set(), 95, ""),
        ({6}, 91, "помогает с другим, не с этим: дисциплина"),
    ],
)
def test_mentor_of_the_very_difficulty_comes_first(difficulties, score, words):
    need = replace(NEED, difficulty=DISCIPLINE)
    found = fit(need, replace(BEST, difficulties=frozenset(difficulties)))
    assert found.score == score
    assert [told for told in (*found.reasons_for, *found.reasons_against) if "помогает" in told] == (
        [words] if words else []
    )


@pytest.mark.parametrize(
    ("chosen", "named_back", "score", "words"),
    [
        ((1, 2), {10}, 100, "выбрали друг друга после встречи"),
        ((1, 2), set(), 94, "первый выбор наставляемого"),
        ((2, 1), set(), 92, "следующий выбор наставляемого"),
        ((2,), {10}, 89, "наставник назвал его после встречи"),
        ((2,), set(), 83, "после встречи назвал других"),
        ((), {10}, 100, ""),
    ],
)
def test_choice_after_the_group_meeting_counts(chosen, named_back, score, words):
    found = fit(replace(NEED, chosen=chosen), replace(BEST, chosen=frozenset(named_back)))
    told = [*found.reasons_for, *found.reasons_against]
    assert (found.score, words in told or not words) == (score, True)


@pytest.mark.parametrize(
    ("mentor", "score", "words"),
    [(1, 89, "наставник назвал его после встречи"), (2, 83, "после встречи его назвали другие")],
)
def test_choice_of_a_mentor_counts_where_the_mentee_has_named_nobody(mentor, score, words):
    named = frozenset({NEED.mentee}) if mentor == BEST.pk else frozenset()
    found = fit(replace(NEED, named_by=frozenset({mentor})), replace(BEST, chosen=named))
    assert (found.score, words in (*found.reasons_for, *found.reasons_against)) == (score, True)


def test_weights_of_the_methodist_decide():
    only_school = Conditions(weights={code: 100 if code == "school" else 0 for code in WEIGHTS})
    assert fit(NEED, BEST, only_school).reasons_for == ("та же школа",)
    assert fit(NEED, replace(BEST, school=OTHER), only_school).score == 0
    assert fit(replace(NEED, school=None), BEST, only_school).score == 0  # nothing to count by
