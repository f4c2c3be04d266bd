"""How the class of a school is shown: every rule as a state with its words and its arithmetic."""

from typing import NamedTuple

from schools.quartiles import QUARTILES
from schools.rating import SchoolClass


class Mark(NamedTuple):
    """A rule's answer: the design's tone and icon, the state in words, the sentence with the figures."""

    tone: str
    icon: str
    words: str
    why: str
    is_by_hand: bool = False


class Look(NamedTuple):
    """What a rule is called, and how its «да» and «нет» look."""

    name: str
    yes: tuple[str, str, str]
    no: tuple[str, str, str]


# The order of the page: what is wrong first.
LOOKS: dict[str, Look] = {
    "stable_low": Look(
        "стабильно низкие результаты",
        ("bad", "lost", "стабильно низкие результаты"),
        ("quiet", "info", "стабильно низких нет"),
    ),
    "risk_unstable": Look(
        "риск: неустойчивость",
        ("warn", "warning", "риск: неустойчивость"),
        ("ok", "done", "неустойчивости нет"),
    ),
    "risk_spread": Look(
        "риск: разрыв ГИА и ВПР",
        ("warn", "warning", "риск: разрыв ГИА и ВПР"),
        ("ok", "done", "разрыва ГИА и ВПР нет"),
    ),
    "risk_below_average": Look(
        "риск: ниже среднего",
        ("warn", "warning", "риск: ниже среднего"),
        ("quiet", "info", "риска «ниже среднего» нет"),
    ),
    "stable_high": Look(
        "стабильно высокие результаты",
        ("ok", "kept", "стабильно высокие результаты"),
        ("quiet", "info", "стабильно высоких нет"),
    ),
    "effective": Look(
        "эффективная школа",
        ("ok", "done", "эффективная школа"),
        ("quiet", "info", "эффективная школа: нет"),
    ),
}
RISKS = ("risk_unstable", "risk_spread", "risk_below_average")


def marks(school_class: SchoolClass, *, own_only: bool = False) -> list[Mark]:
    """Every rule of the class, with a dashed circle where there is not enough data.

    `own_only`: for a reader who may see this school alone, the sentences hold no figure of other schools.
    """
    return [_mark(rule, school_class, own_only) for rule in LOOKS]


def held(school_class: SchoolClass, *, own_only: bool = False) -> list[Mark]:
    """The rules that are answered with «да»."""
    return [_mark(rule, school_class, own_only) for rule in LOOKS if getattr(school_class, rule)]


def quartile_why(school_class: SchoolClass, *, own_only: bool = False) -> str:
    """Where the quartile of ИОР comes from; `own_only`: without the borders."""
    return _words(school_class, own_only)["quartile"]


def wellbeing_why(school_class: SchoolClass, *, own_only: bool = False) -> str:
    """Where the quartile of ИСБШ comes from; `own_only`: without the borders."""
    return _words(school_class, own_only)["wellbeing_quartile"]


def unknown_count(school_class: SchoolClass) -> int:
    """How many rules lack data."""
    return sum(getattr(school_class, rule) is None for rule in LOOKS)


def is_at_risk(school_class: SchoolClass) -> bool:
    """Whether any ground of risk is known."""
    return any(getattr(school_class, rule) for rule in RISKS)


def _words(school_class: SchoolClass, own_only: bool) -> dict[str, str]:
    return school_class.why_own if own_only else school_class.why


def _mark(rule: str, school_class: SchoolClass, own_only: bool) -> Mark:
    look, answer = LOOKS[rule], getattr(school_class, rule)
    why, by_hand = _words(school_class, own_only)[rule], rule in school_class.by_hand
    if answer is None:
        return Mark("quiet", "none", f"{look.name}: нет данных", why)
    return Mark(*(look.yes if answer else look.no), why, by_hand)


def quartile_phrase(quartile: int | None, source: str | None) -> str:
    """«второй квартиль», «второй квартиль, загружен», «квартиля нет»."""
    if quartile is None:
        return "квартиля нет"
    return f"{QUARTILES[quartile]} квартиль" + (", загружен" if source == "imported" else "")


def quartile_words(quartile: int | None, source: str | None) -> str:
    """«второй», «второй, з» for a quartile that was imported, «—» for none."""
    if quartile is None:
        return "—"
    return QUARTILES[quartile] + (", з" if source == "imported" else "")
