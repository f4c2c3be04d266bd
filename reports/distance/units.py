"""What brings an indicator nearer to its target: how it is counted, in what, who could still do it where."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from reports.distance.supply import Reserve, Supply


class Rule(Enum):
    """Which arithmetic fits the indicator."""

    FIXED = "fixed"
    GROWING = "growing"
    NUMBER = "number"
    SHARE_DECLINE = "share_decline"
    NONE = "none"


@dataclass(frozen=True)
class Unit:
    """How the distance of an indicator is counted; `words` are the three forms after a number."""

    rule: Rule
    words: tuple[str, str, str]
    what: str
    supply: Callable[[Reserve], Supply] | None = None


_FIGURES = ("единица", "единицы", "единиц")
_TEACHERS = ("педагог", "педагога", "педагогов")
_ANSWERS = ("анкета", "анкеты", "анкет")
_SCHOOLS = ("школа", "школы", "школ")
_MENTEE = "вхождение в пару наставляемыми"
_MENTOR = "вхождение в пару наставниками"
_YES = "ответ «да» на вопрос, понравилось ли участвовать"
_LEAVE = "выход из перечня ШНОР"

UNITS: dict[str, Unit] = {
    "p000_shnor_mentee_share": Unit(
        Rule.FIXED, _TEACHERS, f"{_MENTEE}, только ШНОР", lambda reserve: reserve.low_mentees
    ),
    "p000_mentor_share": Unit(Rule.FIXED, _TEACHERS, _MENTOR, lambda reserve: reserve.mentors),
    "p001_teacher_mentor": Unit(Rule.FIXED, _TEACHERS, _MENTOR, lambda reserve: reserve.mentors),
    "p001_young_teacher_mentee": Unit(
        Rule.FIXED,
        ("молодой специалист", "молодых специалиста", "молодых специалистов"),
        _MENTEE,
        lambda reserve: reserve.novices,
    ),
    "p004_03_young_teachers_mentee": Unit(
        Rule.FIXED,
        ("молодой специалист", "молодых специалиста", "молодых специалистов"),
        _MENTEE,
        lambda reserve: reserve.novices,
    ),
    "p000_mentee_satisfaction": Unit(Rule.GROWING, _ANSWERS, _YES, lambda reserve: reserve.silent_mentees),
    "p000_mentor_satisfaction": Unit(Rule.GROWING, _ANSWERS, _YES, lambda reserve: reserve.silent_mentors),
    "p001_mentee_satisfaction": Unit(Rule.GROWING, _ANSWERS, _YES, lambda reserve: reserve.silent_mentees),
    "p001_mentor_satisfaction": Unit(Rule.GROWING, _ANSWERS, _YES, lambda reserve: reserve.silent_mentors),
    "p000_shnor_share_decline": Unit(
        Rule.SHARE_DECLINE, _SCHOOLS, _LEAVE, lambda reserve: reserve.low_schools
    ),
    "p000_shnor_count_decline": Unit(Rule.FIXED, _SCHOOLS, _LEAVE, lambda reserve: reserve.low_schools),
    "p000_competence_growth": Unit(Rule.NONE, _FIGURES, ""),
    "p004_06_org_pages": Unit(
        Rule.FIXED, _SCHOOLS, "обновление страницы «Наставничество»", lambda reserve: reserve.stale_pages
    ),
    "p004_12_resource_section": Unit(
        Rule.FIXED, _SCHOOLS, "открытие раздела", lambda reserve: reserve.without_section
    ),
    "p004_13_trained": Unit(
        Rule.FIXED,
        ("человек", "человека", "человек"),
        "обучение кураторов и наставников",
        lambda reserve: reserve.untrained,
    ),
    "p004_10_base_orgs": Unit(Rule.NUMBER, _SCHOOLS, "признак опорной"),
}


def unit_of(code: str, *, is_share: bool) -> Unit:
    """The unit of an indicator; an entered figure is counted as it is entered."""
    rule = Rule.FIXED if is_share else Rule.NUMBER
    return UNITS.get(code, Unit(rule, _FIGURES, "прибавка к внесённому числу"))
