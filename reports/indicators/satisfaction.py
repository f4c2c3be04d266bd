"""Satisfaction with taking part, and what stands beside it, never instead of it (contract §4).

A school's group is masked not only for its own size, but also where it, or a small one beside it, would
follow from the municipality's figure by subtraction (decisions.md §3).
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from reports.indicators.facts import Facts
from reports.indicators.ratio import Coverage, Ratio
from schools.russian import percent
from surveys.models.responses import Verdicts
from surveys.statistics import non_response_bounds
from surveys.suppression import Said, hidden_parts, is_yes_no_hidden

TOO_FEW_ANSWERS = "недостаточно ответов"


class _Answers(NamedTuple):
    """One question in the group spoken of."""

    yes: int
    answered: int
    is_hidden: bool


def mentee_satisfaction(facts: Facts) -> Ratio:
    """Satisfaction of mentees."""
    return _satisfaction(facts, "mentee")


def mentor_satisfaction(facts: Facts) -> Ratio:
    """Satisfaction of mentors."""
    return _satisfaction(facts, "mentor")


def _satisfaction(facts: Facts, role: str) -> Ratio:
    """«Да» to `liked_participating` ÷ those who answered it; masked like `survey_report` (contract §1)."""
    by_school = facts.verdicts.get(role, {})
    group = _group(facts, by_school)
    liked = _answers(facts, by_school, lambda said: (said.liked, said.liked_answered))
    pleased = _answers(facts, by_school, lambda said: (said.pleased, said.pleased_answered))
    invited = facts.invited[role]
    beside = (
        _response_words(sum(said.sent for said in group.values()), invited),
        _bounds_words(liked, invited),
        _pleased_words(pleased, int(facts.thresholds["satisfied_from"])),
    )
    return Ratio(
        part=None if liked.is_hidden else liked.yes,
        whole=liked.answered,
        coverage=Coverage(len(group.keys() - {None}), facts.school_count),
        is_hidden=liked.is_hidden,
        note=TOO_FEW_ANSWERS if not liked.is_hidden and 2 * liked.answered < invited else "",
        beside=tuple(filter(None, beside)),
    )


def _group(facts: Facts, by_school: Mapping[int | None, Verdicts]) -> Mapping[int | None, Verdicts]:
    """Of all schools, those spoken of."""
    if facts.school is None:
        return by_school
    return {place: said for place, said in by_school.items() if place == facts.school.pk}


def _answers(
    facts: Facts, by_school: Mapping[int | None, Verdicts], question: Callable[[Verdicts], tuple[int, int]]
) -> _Answers:
    """Count a question in the group; hidden by its own counts, or by what subtraction would tell."""
    k = int(facts.thresholds["minimum_group"])
    counted = [question(said) for said in _group(facts, by_school).values()]
    yes, answered = sum(yes for yes, _ in counted), sum(answered for _, answered in counted)
    if not answered:
        return _Answers(0, 0, is_hidden=False)
    is_hidden = is_yes_no_hidden(yes, answered, k)
    if facts.school is not None:
        parts = {place: Said(*question(said)) for place, said in by_school.items()}
        is_hidden = facts.school.pk in hidden_parts(parts, k)
    return _Answers(yes, answered, is_hidden)


def _response_words(sent: int, invited: int) -> str:
    share = f" ({percent(sent / invited)})" if sent <= invited and invited else ""
    return f"вторую анкету отправили {sent}, приглашены {invited}{share}"


def _bounds_words(liked: _Answers, invited: int) -> str:
    """The share that the silent ones allow; nothing to say where all have answered."""
    if liked.is_hidden or liked.answered >= invited:
        return ""
    bounds = non_response_bounds(liked.yes, liked.answered, invited)
    return f"с учётом тех, кто не ответил, доля «да» — от {percent(bounds.low)} до {percent(bounds.high)}"


def _pleased_words(pleased: _Answers, pleased_from: int) -> str:
    """The share of high scores of joint work, the other reading of satisfaction."""
    if not pleased.answered:
        return ""
    title = f"довольны совместной работой (оценка {pleased_from} и выше)"
    if pleased.is_hidden:
        return f"{title}: скрыто, ответили {pleased.answered}"
    share = percent(pleased.yes / pleased.answered)
    return f"{title}: {pleased.yes} из {pleased.answered} ({share})"
