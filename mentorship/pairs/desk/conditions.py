"""What the methodist decides about matching: weights of criteria and hard rules; pure.

A hard rule bars a mentor whatever the score. The weights and rules of a municipality are rows
(`mentorship.pairs.models.criteria`); without rows these defaults hold.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from mentorship.pairs.desk.sides import Need, Offer
from mentorship.pairs.enums import SchoolRule, SubjectRule

# What each criterion can add; the score is always brought to 100, whatever their sum.
WEIGHTS: dict[str, int] = {
    "subject": 35,
    "focus": 15,
    "preference": 20,
    "school": 15,
    "mentee_category": 10,
    "difficulty": 10,
    "experience": 10,
    "category": 10,
    "training": 5,
}
# «Лучшее совпадение» leaves out pairs below this score.
MINIMUM = 50


@dataclass(frozen=True)
class Conditions:
    """Weights by criterion (0…100), the methodist's rules, the lowest score of «лучшее совпадение»."""

    weights: Mapping[str, int] = field(default_factory=lambda: dict(WEIGHTS))
    school_rule: int = SchoolRule.ANY
    subject_rule: int = SubjectRule.ANY
    bars_director: bool = True
    minimum: int = MINIMUM

    def without(self, criterion: str) -> "Conditions":
        """The same with a criterion that no longer counts."""
        return replace(self, weights={**self.weights, criterion: 0})

    def as_json(self) -> dict[str, Any]:
        """For keeping beside what was computed by them."""
        return {
            "weights": dict(self.weights),
            "school_rule": int(self.school_rule),
            "subject_rule": int(self.subject_rule),
            "bars_director": self.bars_director,
            "minimum": self.minimum,
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Conditions":
        """Read what `as_json` wrote; a criterion that came later has its default weight."""
        return cls(**{**kept, "weights": {**WEIGHTS, **kept.get("weights", {})}})


class Rule(NamedTuple):
    """A hard rule about places and subjects; `wanted` and `held` are all that `breach` depends on.

    `breach` returns the words of the refusal, «» where the mentor passes.
    """

    is_on: Callable[[Conditions], bool]
    wanted: Callable[[Need], Hashable]
    held: Callable[[Offer], Hashable]
    breach: Callable[[Need, Offer], str]


def _other_school(need: Need, mentor: Offer) -> str:
    if need.school and mentor.school and mentor.school.pk == need.school.pk:
        return ""
    return f"работает в другой школе ({mentor.school.name if mentor.school else 'школа не указана'})"


def _same_school(need: Need, mentor: Offer) -> str:
    same = need.school and mentor.school and mentor.school.pk == need.school.pk
    return "работает в той же школе" if same else ""


def _own_director(need: Need, mentor: Offer) -> str:
    return "руководитель школы наставляемого" if need.school and need.school.pk in mentor.directs else ""


def _other_subject(need: Need, mentor: Offer) -> str:
    if need.subject is None or need.subject.pk in mentor.subjects:
        return ""
    subjects = [card.subject for card in mentor.known_cards]
    fits = any(subject is None or subject.pk == need.subject.pk for subject in subjects)
    return "" if fits else "другой предмет"


RULES: tuple[Rule, ...] = (
    Rule(
        lambda rules: rules.bars_director, lambda need: need.school, lambda item: item.directs, _own_director
    ),
    Rule(
        lambda rules: rules.school_rule == SchoolRule.OWN,
        lambda need: need.school,
        lambda mentor: mentor.school,
        _other_school,
    ),
    Rule(
        lambda rules: rules.school_rule == SchoolRule.OTHER,
        lambda need: need.school,
        lambda mentor: mentor.school,
        _same_school,
    ),
    Rule(
        lambda rules: rules.subject_rule == SubjectRule.SAME,
        lambda need: need.subject,
        lambda mentor: (mentor.subjects, tuple(card.subject for card in mentor.cards)),
        _other_subject,
    ),
)


def excluded(mentor: Offer) -> frozenset[int]:
    """The people whom no rule of the methodist could give to the mentor."""
    return mentor.partners | mentor.apart | {mentor.pk}


def breach(need: Need, mentor: Offer, conditions: Conditions) -> str:
    """The hard rule that the mentor breaks, places left aside; «» where there is none."""
    personal = {
        "это сам наставляемый": mentor.pk == need.mentee,
        "не в банке": not mentor.is_listed,
        "уже в паре с этим педагогом": need.mentee in mentor.partners,
        "отмечено «никогда вместе»": need.mentee in mentor.apart,
    }
    for words, is_broken in personal.items():
        if is_broken:
            return words
    return next(filter(None, (rule.breach(need, mentor) for rule in RULES if rule.is_on(conditions))), "")


def barred(need: Need, mentor: Offer, conditions: Conditions) -> str:
    """The hard rule that the mentor breaks, a place among them; «» where there is none."""
    words = breach(need, mentor, conditions)
    if words or mentor.free > 0:
        return words
    return f"все места заняты ({mentor.capacity} из {mentor.capacity})"


def name_of(words: str) -> str:
    """A refusal without its particulars, so that equal ones are counted together."""
    return words.partition(" (")[0]
