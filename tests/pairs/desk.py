"""A desk to match at: a moment, an aim, and what the lines of a draft say."""

from datetime import UTC, datetime

from mentorship.pairs.desk import runs
from mentorship.pairs.desk.pool import usual_form
from mentorship.pairs.desk.publishing import publish
from mentorship.pairs.desk.runs import Aim
from mentorship.pairs.enums import Objective

# Midday of `tests.cast.TODAY` in Moscow.
NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)


def aim(objective=Objective.PEOPLE, form=None) -> Aim:
    return Aim(form or usual_form(), objective=objective)


def draft(municipality, objective=Objective.PEOPLE, by=None, form=None):
    return runs.draft_run(municipality=municipality, aim=aim(objective, form), by=by, now=NOW)


def solve(run, objective=Objective.PEOPLE):
    return runs.solve_again(run=run, aim=aim(objective), by=None, now=NOW)


def send(run, by=None):
    return publish(run=run, by=by, now=NOW)


def who(run) -> dict:
    """The mentor's code of each mentee's code, None without one."""
    rows = run.lines.order_by("request").values_list("request__person__code", "mentor__person__code")
    return dict(rows)
