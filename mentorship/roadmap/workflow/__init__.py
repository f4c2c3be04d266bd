"""Every change of a roadmap, its events and the coordination meetings."""

from mentorship.roadmap.workflow.changes import (
    accept_change,
    ask_cancel,
    ask_move,
    cancel_event,
    decline_change,
    move_event,
)
from mentorship.roadmap.workflow.marking import (
    add_evidence,
    add_occurrence,
    mark_done,
    remove_evidence,
    remove_occurrence,
    undo_done,
)
from mentorship.roadmap.workflow.meetings import check_held, save_meeting
from mentorship.roadmap.workflow.planning import (
    Term,
    check_term,
    create_from_template,
    delete_draft,
    edit_plan,
)
from mentorship.roadmap.workflow.states import agree, close, return_for_rework, start, submit

__all__ = [
    "Term",
    "accept_change",
    "add_evidence",
    "add_occurrence",
    "agree",
    "ask_cancel",
    "ask_move",
    "cancel_event",
    "check_held",
    "check_term",
    "close",
    "create_from_template",
    "decline_change",
    "delete_draft",
    "edit_plan",
    "mark_done",
    "move_event",
    "remove_evidence",
    "remove_occurrence",
    "return_for_rework",
    "save_meeting",
    "start",
    "submit",
    "undo_done",
]
