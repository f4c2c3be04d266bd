"""domain.md §4.3 as a table: what each role may press on a pair in each state, and who is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.bank.enums import MentorState
from mentorship.bank.models import Mentor
from mentorship.pairs.actions import ACTIONS
from mentorship.pairs.enums import PairState
from mentorship.programmes.models import MentoringForm

S = PairState
DESK = {"methodist", "curator"}
SIDES = {"mentor", "mentee"}

# The table: state, then the button and who has it there.
TABLE: dict[PairState, dict[str, set[str]]] = {
    S.PROPOSED: {"confirm": SIDES, "agree": DESK, "cancel": DESK | SIDES, "add_member": DESK},
    S.AGREED: {"order": DESK, "cancel": DESK | SIDES, "add_member": DESK},
    S.ORDERED: {
        "start": DESK | {"mentor"},
        "ask_dissolution": SIDES,
        "dissolve": DESK | {"director"},
        "add_member": DESK,
    },
    S.ACTIVE: {
        "pause": DESK,
        "ask_completion": {"curator"},
        "complete": {"methodist"},
        "ask_dissolution": SIDES,
        "dissolve": DESK | {"director"},
        "add_member": DESK,
    },
    S.PAUSED: {
        "resume": DESK,
        "ask_completion": {"curator"},
        "complete": {"methodist"},
        "ask_dissolution": SIDES,
        "dissolve": DESK | {"director"},
        "add_member": DESK,
    },
    S.COMPLETED: {},
    S.DISSOLVED: {"replace": DESK},
    S.CANCELLED: {"replace": DESK},
}
SEEING = ["head", "methodist", "curator", "director", "mentor", "mentee", "approver"]
WHAT = {
    "agree": "согласовать",
    "order": "закрепить приказом",
    "start": "начать",
    "pause": "приостановить",
    "resume": "возобновить",
    "complete": "завершить",
    "ask_completion": "завершить",
    "dissolve": "расторгнуть",
    "ask_dissolution": "расторгнуть",
    "cancel": "отменить",
    "confirm": "согласовать",
    "add_member": "пополнить",
    "replace": "заменить другой",
}


@pytest.fixture
def filled(mentor, mentees, school, make_teacher):
    """What the forms of the actions are filled with, so that only the state can refuse."""
    other = Mentor.objects.enlist([make_teacher(school, "M2")], state=MentorState.TRAINED)[0]
    today = timezone.localdate().isoformat()
    past = (timezone.localdate() - timedelta(days=3)).isoformat()

    def data(code, pair):
        return {
            "order": {"number": "9", "order_date": past, "scope": "school"},
            "start": {"start_date": past},
            "pause": {"reason": "отпуск"},
            "ask_completion": {"result": "готово"},
            "complete": {"result": "готово", "end_date": today},
            "dissolve": {
                "initiator": "mentee", "notice_date": today, "end_date": today, "reason": "переезд",
            },
            "cancel": {"reason": "передумали"},
            "ask_dissolution": {"reason": "переезд"},
            "add_member": {"mentee": mentees[1].pk, "start_date": today},
            "replace": {
                "mentor": other.pk,
                "members": [member.pk for member in pair.members.all()],
                "form": MentoringForm.objects.get(code="tt").pk,
            },
        }.get(code, {})  # fmt: skip

    return data


@pytest.mark.parametrize("state", list(S))
def test_page_has_the_buttons_of_the_table(client_as, mentor, mentees, make_pair, state):
    pair = make_pair(mentor, mentees[:1], state)
    shown = {}
    for role in SEEING:
        context = client_as(role).get(f"/pairs/{pair.pk}/").context
        buttons = [context["main"], *context["others"]]
        shown[role] = {button.code for button in buttons if button}
    expected = {role: {code for code, roles in TABLE[state].items() if role in roles} for role in SEEING}
    assert shown == expected


# An answer stands only beside a request of a side: test_asking_to_end.
@pytest.mark.parametrize("code", [code for code in ACTIONS if code != "answer_dissolution"])
@pytest.mark.parametrize("state", list(S))
def test_press_is_allowed_or_refused_in_words(client_as, filled, mentor, mentees, make_pair, state, code):
    """The methodist where the table names one, else the first role that may ever press it."""
    roles = TABLE[state].get(code, set())
    ever = {role for row in TABLE.values() for role in row.get(code, ())}
    role = next(name for name in ("methodist", "curator", "mentor") if name in (roles or ever))
    pair = make_pair(mentor, mentees[:1], state)
    response = client_as(role).post(f"/pairs/{pair.pk}/{code}/", filled(code, pair))
    if roles:
        assert response.status_code == 302, response.content.decode()
    else:
        assert response.status_code == 400
        words = response.content.decode()
        assert f"Пару № 7 нельзя {WHAT[code]}: сейчас она {state.label}." in words
        pair.refresh_from_db()
        assert pair.state == state
