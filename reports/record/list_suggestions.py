"""Schools that the classes point to for a list: a hint with its words, never a flag (domain.md §1.3).

ШНОР: stable low results, or the first quartile of ИОР together with a ground of risk. ШССУ: the first
quartile of ИСБШ. Schools that stand on the list of the year, if only for a part of it, are left out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reports.record.class_display import LOOKS, RISKS
from schools.enums import ListKind
from schools.quartiles import LOWEST
from schools.rating import SchoolClass


@dataclass(frozen=True)
class Ground:
    """One reason: what it is called and the sentence with its figures."""

    name: str
    why: str


@dataclass(frozen=True)
class Suggestion:
    """A school, by its Код ОО, that a list may be missing."""

    code: str
    grounds: list[Ground]


def suggestions(
    classes: Mapping[str, SchoolClass], kind: ListKind, listed: Collection[str]
) -> list[Suggestion]:
    """Return the schools that are not listed and have grounds, by code."""
    found = (
        Suggestion(code, grounds_of(classes[code], kind)) for code in sorted(classes) if code not in listed
    )
    return [suggestion for suggestion in found if suggestion.grounds]


def grounds_of(school_class: SchoolClass, kind: ListKind) -> list[Ground]:
    """Why a school of the class may belong on the list; nothing where it may not."""
    if kind == ListKind.HARD_CONDITIONS:
        if school_class.wellbeing_quartile != LOWEST:
            return []
        return [Ground("первый квартиль ИСБШ", school_class.why["wellbeing_quartile"])]
    grounds = [_ground(school_class, "stable_low")] if school_class.stable_low else []
    risks = [_ground(school_class, rule) for rule in RISKS if getattr(school_class, rule)]
    if school_class.quartile == LOWEST and risks:
        grounds += [Ground("первый квартиль ИОР", school_class.why["quartile"]), *risks]
    return grounds


def _ground(school_class: SchoolClass, rule: str) -> Ground:
    return Ground(LOOKS[rule].name, school_class.why[rule])
