"""Answers of a school's class that people set by hand: they win, the computed ones stay in the words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from schools.rating import SchoolClass

ANSWERS = {True: "да", False: "нет", None: "нет данных"}


@dataclass(frozen=True)
class Ruling:
    """An answer set by hand with its reason; `signed` says who and when: «Липова З. М., 03.11.2025»."""

    value: bool
    reason: str
    signed: str


def ruled(school_class: SchoolClass, rulings: Mapping[str, Ruling]) -> SchoolClass:
    """Return the class with the answers set by hand, by rule."""
    if not rulings:
        return school_class
    why, why_own = dict(school_class.why), dict(school_class.why_own)
    for rule, ruling in rulings.items():
        computed = getattr(school_class, rule)
        why[rule] = _words(ruling, computed, why[rule])
        why_own[rule] = _words(ruling, computed, why_own[rule])
    answers = {rule: ruling.value for rule, ruling in rulings.items()}
    return replace(
        school_class,
        **answers,  # type: ignore[arg-type]  # rules are the fields of the class that answer yes or no
        why=why,
        why_own=why_own,
        by_hand=frozenset(rulings),
    )


def _words(ruling: Ruling, computed: bool | None, why: str) -> str:
    reason = ruling.reason.strip().rstrip(".")
    lowered = why if why[1:2].isupper() else why[:1].lower() + why[1:]
    return f"Установлено вручную: {reason} ({ruling.signed}). По расчёту: {ANSWERS[computed]} – {lowered}"
