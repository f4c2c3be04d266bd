"""Changes of pairs, from the proposal to the result (domain.md §4.3).

Every function is keyword-only and one transaction; `by` is the account that acts (None: a command), `today`
the day it acts on. ValidationError says in Russian what stands in the way. Who may call what is said by
`mentorship.pairs.actions`.
"""

from mentorship.pairs.workflow.agreeing import agree, confirm
from mentorship.pairs.workflow.asking_to_end import answer_dissolution, ask_to_dissolve
from mentorship.pairs.workflow.meetings import confirm_meeting, log_meeting
from mentorship.pairs.workflow.members import add_member, end_membership
from mentorship.pairs.workflow.ordering import common_school, fitting_scope, register_order
from mentorship.pairs.workflow.planned import (
    Appointment,
    cancel_meeting,
    clashes,
    hold_meeting,
    move_meeting,
    plan_meeting,
    sides_of,
)
from mentorship.pairs.workflow.proposing import Candidate, Topic, cancel, propose
from mentorship.pairs.workflow.replacing import propose_replacement
from mentorship.pairs.workflow.running import (
    ask_to_complete,
    complete,
    dissolve,
    pause,
    resume,
    start,
)

__all__ = [
    "Appointment",
    "Candidate",
    "Topic",
    "add_member",
    "agree",
    "answer_dissolution",
    "ask_to_complete",
    "ask_to_dissolve",
    "cancel",
    "cancel_meeting",
    "clashes",
    "common_school",
    "complete",
    "confirm",
    "confirm_meeting",
    "dissolve",
    "end_membership",
    "fitting_scope",
    "hold_meeting",
    "log_meeting",
    "move_meeting",
    "pause",
    "plan_meeting",
    "propose",
    "propose_replacement",
    "register_order",
    "resume",
    "sides_of",
    "start",
]
