"""How well a mentor fits a request, with the reasons in words; pure, deterministic.

Every criterion has a weight and gives a share of it; criteria the request says nothing about are left out, so
that the score is always out of 100. Hard rules bar a mentor whatever the score.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from schools.russian import plural

# What each criterion can add; the table stands on the page under «Как считается совпадение».
WEIGHTS: dict[str, int] = {
    "subject": 35,
    "focus": 15,
    "school": 15,
    "mentee_category": 10,
    "experience": 10,
    "category": 10,
    "training": 5,
}
WORDS: dict[str, str] = {
    "subject": "Тот же предмет в карточке; преподаёт сам — две трети, карточка без предмета — треть",
    "focus": "Направление совместной деятельности",
    "school": "Та же школа",
    "mentee_category": "Готов вести именно таких наставляемых; в карточке не указано — половина",
    "experience": "Стаж от 10 лет — полностью, от 5 лет — половина",
    "category": "Категория: высшая — полностью, первая — две трети, соответствие должности — треть",
    "training": "Прошёл обучение наставников",
}
ENOUGH_YEARS, SOME_YEARS = 10, 5
NOTHING, THIRD, HALF, TWO_THIRDS, ALL = (Fraction(n, 6) for n in (0, 2, 3, 4, 6))
CATEGORY_SHARES = {"highest": ALL, "first": TWO_THIRDS, "fits_position": THIRD}


class Named(NamedTuple):
    """An object of the database by its key, with the name for the reasons."""

    pk: int
    name: str


@dataclass(frozen=True)
class Need:
    """What is asked for: by whom, from which school, in what; `None` where the request is silent."""

    mentee: int
    school: Named | None = None
    subject: Named | None = None
    focus: Named | None = None
    mentee_category: Named | None = None
    experience: int | None = None


@dataclass(frozen=True)
class Card:
    """A card of a mentor: subject, direction, whom he is ready to guide."""

    subject: Named | None = None
    focus: Named | None = None
    mentee_category: Named | None = None


@dataclass(frozen=True)
class Offer:
    """A mentor as matching sees him: `experience` in full years, `category` a code of `Category`."""

    pk: int
    name: str
    capacity: int
    free: int
    is_listed: bool = True
    school: Named | None = None
    subjects: frozenset[int] = frozenset()
    cards: tuple[Card, ...] = ()
    experience: int | None = None
    category: str = ""
    category_words: str = ""
    trained_year: int | None = None


@dataclass(frozen=True)
class Fit:
    """The answer: 0…100, what speaks for and against, and the hard rule that bars the mentor («» — none)."""

    score: int
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    barred: str = ""


class Verdict(NamedTuple):
    """One criterion's answer: the share of its weight and the reason («» — nothing to say)."""

    share: Fraction
    words: str


@dataclass(frozen=True)
class Ranking:
    """Mentors of one request: those that fit, best first, and those a hard rule bars."""

    fitting: tuple[tuple[Offer, Fit], ...]
    barred: tuple[tuple[Offer, Fit], ...]


def fit(request: Need, mentor: Offer) -> Fit:
    """Score the mentor for the request by the best of his cards."""
    barred = _barred(request, mentor)
    if barred:
        return Fit(0, reasons_against=(barred,), barred=barred)
    cards = mentor.cards or (Card(),)
    best = max(((_by_card(request, mentor, card)) for card in cards), key=_points)
    verdicts = {**best, **_by_person(request, mentor)}
    score = Fraction(100 * _points(verdicts), sum(WEIGHTS[name] for name in verdicts))
    told = [verdict for verdict in verdicts.values() if verdict.words]
    return Fit(
        int(score + Fraction(1, 2)),
        tuple(words for share, words in told if share > 0),
        tuple(words for share, words in told if share == 0),
    )


def rank(request: Need, mentors: Iterable[Offer]) -> Ranking:
    """Order the mentors: by score, then by free places, then by name."""
    fits = sorted(
        ((mentor, fit(request, mentor)) for mentor in mentors),
        key=lambda pair: (-pair[1].score, -pair[0].free, pair[0].name, pair[0].pk),
    )
    return Ranking(
        tuple(item for item in fits if not item[1].barred), tuple(item for item in fits if item[1].barred)
    )


def _barred(request: Need, mentor: Offer) -> str:
    """The hard rule that the mentor breaks."""
    if mentor.pk == request.mentee:
        return "это сам наставляемый"
    if not mentor.is_listed:
        return "не в банке"
    return "" if mentor.free > 0 else f"все места заняты ({mentor.capacity} из {mentor.capacity})"


def _points(verdicts: dict[str, Verdict]) -> Fraction:
    return sum((WEIGHTS[name] * verdict.share for name, verdict in verdicts.items()), Fraction(0))


def _by_card(request: Need, mentor: Offer, card: Card) -> dict[str, Verdict]:
    """The criteria that a card answers; those the request is silent about are absent."""
    verdicts = {}
    if request.subject:
        verdicts["subject"] = _subject(request.subject, mentor, card)
    if request.focus:
        verdicts["focus"] = _focus(request.focus, card)
    if request.mentee_category:
        verdicts["mentee_category"] = _mentee_category(request.mentee_category, card)
    return verdicts


def _by_person(request: Need, mentor: Offer) -> dict[str, Verdict]:
    """The criteria that the mentor answers whatever the card."""
    verdicts = {
        "experience": _experience(request, mentor),
        "category": _category(mentor),
        "training": _training(mentor),
    }
    if request.school:
        verdicts["school"] = _school(request.school, mentor)
    return verdicts


def _subject(wanted: Named, mentor: Offer, card: Card) -> Verdict:
    if card.subject and card.subject.pk == wanted.pk:
        return Verdict(ALL, f"тот же предмет: {card.subject.name}")
    if wanted.pk in mentor.subjects:
        return Verdict(TWO_THIRDS, f"сам преподаёт предмет: {wanted.name}")
    if card.subject is None:
        return Verdict(THIRD, "карточка без предмета: готов работать с любым")
    return Verdict(NOTHING, f"другой предмет: {card.subject.name}")


def _focus(wanted: Named, card: Card) -> Verdict:
    if card.focus is None:
        return Verdict(NOTHING, "направление в карточке не указано")
    if card.focus.pk == wanted.pk:
        return Verdict(ALL, f"то же направление: {card.focus.name}")
    return Verdict(NOTHING, f"другое направление: {card.focus.name}")


def _mentee_category(wanted: Named, card: Card) -> Verdict:
    if card.mentee_category is None:
        return Verdict(HALF, "")
    if card.mentee_category.pk == wanted.pk:
        return Verdict(ALL, f"готов вести: {wanted.name}")
    return Verdict(NOTHING, f"готов вести других: {card.mentee_category.name}")


def _school(wanted: Named, mentor: Offer) -> Verdict:
    if mentor.school is None:
        return Verdict(NOTHING, "школа наставника не указана")
    if mentor.school.pk == wanted.pk:
        return Verdict(ALL, "та же школа")
    return Verdict(NOTHING, f"другая школа: {mentor.school.name}")


def _experience(request: Need, mentor: Offer) -> Verdict:
    if mentor.experience is None:
        return Verdict(NOTHING, "стаж не указан")
    words = f"стаж {mentor.experience} {plural(mentor.experience, 'год', 'года', 'лет')}"
    if request.experience is not None and mentor.experience <= request.experience:
        return Verdict(NOTHING, f"{words}: не больше, чем у наставляемого")
    if mentor.experience >= ENOUGH_YEARS:
        return Verdict(ALL, words)
    return Verdict(HALF if mentor.experience >= SOME_YEARS else NOTHING, words)


def _category(mentor: Offer) -> Verdict:
    share = CATEGORY_SHARES.get(mentor.category, NOTHING)
    if share == NOTHING:
        return Verdict(share, mentor.category_words or "категория не указана")
    return Verdict(share, mentor.category_words)


def _training(mentor: Offer) -> Verdict:
    if mentor.trained_year is None:
        return Verdict(NOTHING, "обучение наставников не пройдено")
    return Verdict(ALL, f"обучение наставников: {mentor.trained_year} год")
