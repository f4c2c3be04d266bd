"""How well a mentor fits a request, with the reasons in words; pure, deterministic.

Every criterion has a weight and gives a share of it; criteria the request says nothing about are left out, so
that the score is always out of 100. Hard rules bar a mentor whatever the score.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from mentorship.pairs.desk.conditions import WEIGHTS, Conditions, barred
from mentorship.pairs.desk.sides import Card, Named, Need, Offer
from schools.russian import plural

__all__ = ["CRITERIA", "WEIGHTS", "WORDS", "Card", "Fit", "Named", "Need", "Offer", "Ranking", "fit", "rank"]

WORDS: dict[str, str] = {
    "subject": "Тот же предмет в карточке; преподаёт сам — две трети, карточка без предмета — треть",
    "focus": "Направление совместной деятельности",
    "preference": (
        "Выбор после групповой встречи: взаимный — полностью, первый у наставляемого — две трети, "
        "второй или третий — половина, только у наставника — треть"
    ),
    "school": "Та же школа",
    "mentee_category": "Готов вести именно таких наставляемых; в карточке не указано — половина",
    "difficulty": "Помогает именно с этим затруднением; ничего не назвал — половина",
    "experience": "Стаж от 10 лет — полностью, от 5 лет — половина",
    "category": "Категория: высшая — полностью, первая — две трети, соответствие должности — треть",
    "training": "Прошёл обучение наставников",
}
ENOUGH_YEARS, SOME_YEARS = 10, 5
# Shares in sixths: whole numbers, so that a score is exact.
WHOLE = 6
NOTHING, THIRD, HALF, TWO_THIRDS, ALL = 0, 2, 3, 4, WHOLE
CATEGORY_SHARES = {"highest": ALL, "first": TWO_THIRDS, "fits_position": THIRD}
DEFAULT = Conditions()


@dataclass(frozen=True)
class Fit:
    """The answer: 0…100, what speaks for and against, and the hard rule that bars the mentor («» — none)."""

    score: int
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    barred: str = ""


class Verdict(NamedTuple):
    """One criterion's answer: the share of its weight in sixths and the reason («» — nothing to say)."""

    share: int
    words: str


class Criterion(NamedTuple):
    """A criterion; `wanted` and `held` are all that `judge` depends on.

    `wanted` is None where the request is silent. One `by_card` is answered by each card, and the best card
    speaks for the mentor.
    """

    wanted: Callable[[Need], Hashable]
    held: Callable[[Offer, Card], Hashable]
    judge: Callable[[Need, Offer, Card], Verdict]
    by_card: bool = False


@dataclass(frozen=True)
class Ranking:
    """Mentors of one request: those that fit, best first, and those a hard rule bars."""

    fitting: tuple[tuple[Offer, Fit], ...]
    barred: tuple[tuple[Offer, Fit], ...]


def fit(request: Need, mentor: Offer, conditions: Conditions = DEFAULT) -> Fit:
    """Score the mentor for the request by the best of his cards."""
    words = barred(request, mentor, conditions)
    if words:
        return Fit(0, reasons_against=(words,), barred=words)
    return judged(request, mentor, conditions)


def judged(request: Need, mentor: Offer, conditions: Conditions = DEFAULT) -> Fit:
    """The same whatever the hard rules say."""
    weights = counted(request, conditions)
    best = max(
        (_verdicts(request, mentor, card, weights) for card in mentor.known_cards),
        key=lambda verdicts: _points(verdicts, weights),
    )
    told = [verdict for verdict in best.values() if verdict.words]
    return Fit(
        score_of(_points(best, weights), sum(weights.values())),
        tuple(words for share, words in told if share > 0),
        tuple(words for share, words in told if share == 0),
    )


def rank(request: Need, mentors: Iterable[Offer], conditions: Conditions = DEFAULT) -> Ranking:
    """Order the mentors: by score, then by free places, then by name."""
    fits = sorted(
        ((mentor, fit(request, mentor, conditions)) for mentor in mentors),
        key=lambda pair: (-pair[1].score, -pair[0].free, pair[0].name, pair[0].pk),
    )
    return Ranking(
        tuple(item for item in fits if not item[1].barred), tuple(item for item in fits if item[1].barred)
    )


def counted(request: Need, conditions: Conditions) -> dict[str, int]:
    """The weights of the criteria that the request speaks of, those without weight left out."""
    weights = ((code, conditions.weights.get(code, 0), criterion) for code, criterion in CRITERIA.items())
    return {code: weight for code, weight, item in weights if weight and item.wanted(request) is not None}


def score_of(points: int, whole: int) -> int:
    """Bring points (in sixths of a weight) to 0…100, halves upwards; nothing to count is 0."""
    return int(Fraction(100 * points, WHOLE * whole) + Fraction(1, 2)) if whole else 0


def _verdicts(request: Need, mentor: Offer, card: Card, weights: dict[str, int]) -> dict[str, Verdict]:
    return {code: CRITERIA[code].judge(request, mentor, card) for code in weights}


def _points(verdicts: dict[str, Verdict], weights: dict[str, int]) -> int:
    return sum(weights[code] * verdict.share for code, verdict in verdicts.items())


def _subject(request: Need, mentor: Offer, card: Card) -> Verdict:
    wanted = _asked(request.subject)
    if card.subject and card.subject.pk == wanted.pk:
        return Verdict(ALL, f"тот же предмет: {card.subject.name}")
    if wanted.pk in mentor.subjects:
        return Verdict(TWO_THIRDS, f"сам преподаёт предмет: {wanted.name}")
    if card.subject is None:
        return Verdict(THIRD, "карточка без предмета: готов работать с любым")
    return Verdict(NOTHING, f"другой предмет: {card.subject.name}")


def _focus(request: Need, _: Offer, card: Card) -> Verdict:
    if card.focus is None:
        return Verdict(NOTHING, "направление в карточке не указано")
    if card.focus.pk == _asked(request.focus).pk:
        return Verdict(ALL, f"то же направление: {card.focus.name}")
    return Verdict(NOTHING, f"другое направление: {card.focus.name}")


def _mentee_category(request: Need, _: Offer, card: Card) -> Verdict:
    if card.mentee_category is None:
        return Verdict(HALF, "")
    if card.mentee_category.pk == _asked(request.mentee_category).pk:
        return Verdict(ALL, f"готов вести: {card.mentee_category.name}")
    return Verdict(NOTHING, f"готов вести других: {card.mentee_category.name}")


def _difficulty(request: Need, mentor: Offer, _: Card) -> Verdict:
    wanted = _asked(request.difficulty)
    if not mentor.difficulties:
        return Verdict(HALF, "")
    if wanted.pk in mentor.difficulties:
        return Verdict(ALL, f"помогает именно с этим: {wanted.name}")
    return Verdict(NOTHING, f"помогает с другим, не с этим: {wanted.name}")


def _preference(request: Need, mentor: Offer, _: Card) -> Verdict:
    named_back = request.mentee in mentor.chosen
    if mentor.pk not in request.chosen:
        others = "после встречи назвал других" if request.chosen else "после встречи его назвали другие"
        words = "наставник назвал его после встречи" if named_back else others
        return Verdict(THIRD if named_back else NOTHING, words)
    if named_back:
        return Verdict(ALL, "выбрали друг друга после встречи")
    if request.chosen[0] == mentor.pk:
        return Verdict(TWO_THIRDS, "первый выбор наставляемого")
    return Verdict(HALF, "следующий выбор наставляемого")


def _school(request: Need, mentor: Offer, _: Card) -> Verdict:
    if mentor.school is None:
        return Verdict(NOTHING, "школа наставника не указана")
    if mentor.school.pk == _asked(request.school).pk:
        return Verdict(ALL, "та же школа")
    return Verdict(NOTHING, f"другая школа: {mentor.school.name}")


def _experience(request: Need, mentor: Offer, _: Card) -> Verdict:
    if mentor.experience is None:
        return Verdict(NOTHING, "стаж не указан")
    words = f"стаж {mentor.experience} {plural(mentor.experience, 'год', 'года', 'лет')}"
    if request.experience is not None and mentor.experience <= request.experience:
        return Verdict(NOTHING, f"{words}: не больше, чем у наставляемого")
    if mentor.experience >= ENOUGH_YEARS:
        return Verdict(ALL, words)
    return Verdict(HALF if mentor.experience >= SOME_YEARS else NOTHING, words)


def _category(_: Need, mentor: Offer, __: Card) -> Verdict:
    share = CATEGORY_SHARES.get(mentor.category, NOTHING)
    if share == NOTHING:
        return Verdict(share, mentor.category_words or "категория не указана")
    return Verdict(share, mentor.category_words)


def _training(_: Need, mentor: Offer, __: Card) -> Verdict:
    if mentor.trained_year is None:
        return Verdict(NOTHING, "обучение наставников не пройдено")
    return Verdict(ALL, f"обучение наставников: {mentor.trained_year} год")


def _asked(named: Named | None) -> Named:
    """What the request names; a criterion is only judged where `wanted` has found it."""
    if named is None:
        raise ValueError("a silent request is not judged by this criterion")
    return named


# In the order of the reasons.
CRITERIA: dict[str, Criterion] = {
    "subject": Criterion(
        lambda need: need.subject,
        lambda mentor, card: (card.subject, mentor.subjects),
        _subject,
        by_card=True,
    ),
    "focus": Criterion(lambda need: need.focus, lambda _, card: card.focus, _focus, by_card=True),
    "mentee_category": Criterion(
        lambda need: need.mentee_category,
        lambda _, card: card.mentee_category,
        _mentee_category,
        by_card=True,
    ),
    "difficulty": Criterion(lambda need: need.difficulty, lambda mentor, _: mentor.difficulties, _difficulty),
    "preference": Criterion(
        lambda need: (need.mentee, need.chosen) if need.chosen or need.named_by else None,
        lambda mentor, _: (mentor.pk, mentor.chosen),
        _preference,
    ),
    # these three are asked of every mentor
    "experience": Criterion(
        lambda need: ("years", need.experience), lambda mentor, _: mentor.experience, _experience
    ),
    "category": Criterion(lambda _: "any", lambda mentor, _: mentor.category, _category),
    "training": Criterion(lambda _: "any", lambda mentor, _: mentor.trained_year is None, _training),
    "school": Criterion(lambda need: need.school, lambda mentor, _: mentor.school, _school),
}
