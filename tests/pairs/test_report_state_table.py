"""The table of domain.md §4.5: every state × transition × role on the report's page, allowed or refused."""

import pytest

from mentorship.pairs.enums import PairState, ReportState
from mentorship.pairs.half_years.periods import open_period, usual_dates
from mentorship.pairs.half_years.rights import ACTIONS
from mentorship.pairs.models import HalfYearReport
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

# Transition: from, to, by whom (the curator is of the mentee's school, the mentor wrote the report).
TABLE = """
submit  draft,returned  submitted  mentor
return  submitted       returned   curator
check   submitted       checked    curator
reopen  checked         submitted  methodist
waive   draft           waived     methodist
"""
ROWS = {
    move: (sources.split(","), target, roles.split(","))
    for move, sources, target, roles in (line.split() for line in TABLE.strip().splitlines())
}
ROLES = ["admin", "head", "methodist", "curator", "director", "mentor", "mentee", "approver", "department"]


@pytest.fixture
def report(make_pair, mentor, mentees, municipality, users):
    """A report that its mentor has written."""
    make_pair(mentor, mentees[:1], PairState.ACTIVE)
    period = open_period(
        municipality=municipality,
        year=2025,
        half=1,
        dates=usual_dates(2025, 1),
        by=users["methodist"],
        today=TODAY,
    )
    period.reports.update(plan_done="Провели уроки.", next_plan="Провести ещё.")
    return period.reports.get()


def put(report, state):
    HalfYearReport.objects.filter(pk=report.pk).update(state=state)


def state_of(report):
    return HalfYearReport.objects.get(pk=report.pk).state


def press(client, report, move):
    """Handing in is a button of the page on which the report is written."""
    page = f"/half-years/{report.pk}/"
    if move != "submit":
        return client.post(f"{page}{move}/", {"words": "так решили"})
    version = HalfYearReport.objects.get(pk=report.pk).version
    return client.post(page, {"version": version, "submit": "1", "plan_done": "Уроки.", "next_plan": "Ещё."})


def test_table_is_that_of_the_code():
    assert {move: (set(sources), target) for move, (sources, target, _) in ROWS.items()} == {
        "submit": ({"draft", "returned"}, "submitted"),
        "return": ({"submitted"}, "returned"),
        "check": ({"submitted"}, "checked"),
        "reopen": ({"checked"}, "submitted"),
        "waive": ({"draft"}, "waived"),
    }
    assert {move: set(map(str, action.states)) for move, action in ACTIONS.items()} == {
        move: set(sources) for move, (sources, _, _) in ROWS.items()
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("move", ROWS)
def test_transition_by_role_from_every_state(client_as, report, move, role):
    sources, target, roles = ROWS[move]
    client = client_as(role)
    for state in ReportState:
        put(report, state)
        response = press(client, report, move)
        if role not in roles:
            assert response.status_code in (403, 404), (role, state)
            assert state_of(report) == state
        elif state in sources:
            assert response.status_code == 302, response.content.decode()
            assert state_of(report) == target
        else:
            assert response.status_code == 400, (role, state)
            assert f"сейчас он {state.label}" in response.content.decode()
            assert state_of(report) == state
