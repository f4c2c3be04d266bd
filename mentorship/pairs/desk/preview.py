"""What other weights and rules would change, before they are kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from mentorship.bank.models import MenteeRequest
from mentorship.pairs.desk.answers import Match, Plan
from mentorship.pairs.desk.pool import read_pool, usual_form
from mentorship.pairs.desk.settings import conditions_from
from mentorship.pairs.enums import Objective


class Change(NamedTuple):
    """A request that would get another mentor, or lose or gain one (None)."""

    request: MenteeRequest
    before: Match | None
    after: Match | None


class Preview(NamedTuple):
    """The plan by the conditions of today and by the others, and where they differ."""

    before: Plan
    after: Plan
    changes: list[Change]


def preview(municipality: int, values: Mapping[str, int], objective: Objective, today: date) -> Preview:
    """Solve the pool twice: as things are, and by the values given."""
    pool = read_pool(municipality, usual_form(), today)
    before = pool.plan(objective)
    after = replace(pool, conditions=conditions_from(dict(values))).plan(objective)
    had, gets = _by_request(before), _by_request(after)
    changes = [
        Change(request, had.get(pk), gets.get(pk))
        for pk, request in pool.requests.items()
        if _mentor(had.get(pk)) != _mentor(gets.get(pk))
    ]
    return Preview(before, after, changes)


def _by_request(plan: Plan) -> dict[int, Match]:
    return {match.need.request: match for match in plan.matches}


def _mentor(match: Match | None) -> int | None:
    return match.mentor.pk if match else None
