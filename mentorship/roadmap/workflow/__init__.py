"""Every change of a roadmap, its events and the coordination meetings."""

from mentorship.roadmap.workflow.attending import (
    add_people,
    announce,
    arrive,
    confirm_guest,
    remove_attendance,
)
from mentorship.roadmap.workflow.changes import (
    accept_change,
    ask_cancel,
    ask_move,
    cancel_event,
    decline_change,
    move_event,
)
from mentorship.roadmap.workflow.confirming import attach_finding, confirm_done
from mentorship.roadmap.workflow.marking import (
    add_evidence,
    add_occurrence,
    mark_done,
    remove_evidence,
    remove_occurrence,
    undo_done,
    unmark,
)
from mentorship.roadmap.workflow.meetings import check_held, save_meeting
from mentorship.roadmap.workflow.offering import leave_offer, offer_for, take_lines
from mentorship.roadmap.workflow.people import set_persons, staff_of
from mentorship.roadmap.workflow.planning import (
    Term,
    add_event,
    check_term,
    create_from_template,
    delete_draft,
    edit_event,
    edit_plan,
)
from mentorship.roadmap.workflow.remarks import answer_remark
from mentorship.roadmap.workflow.revising import (
    agree_revision,
    drop_line,
    propose_cancel,
    propose_edit,
    propose_event,
    return_revision,
    submit_revision,
    withdraw_revision,
)
from mentorship.roadmap.workflow.states import agree, close, return_for_rework, start, start_due, submit
from mentorship.roadmap.workflow.succession import change_template
from mentorship.roadmap.workflow.templates import copy_template, delete_template, new_version, publish

__all__ = [
    "Term",
    "accept_change",
    "add_event",
    "add_evidence",
    "add_occurrence",
    "add_people",
    "agree",
    "agree_revision",
    "announce",
    "answer_remark",
    "arrive",
    "ask_cancel",
    "ask_move",
    "attach_finding",
    "cancel_event",
    "change_template",
    "check_held",
    "check_term",
    "close",
    "confirm_done",
    "confirm_guest",
    "copy_template",
    "create_from_template",
    "decline_change",
    "delete_draft",
    "delete_template",
    "drop_line",
    "edit_event",
    "edit_plan",
    "leave_offer",
    "mark_done",
    "move_event",
    "new_version",
    "offer_for",
    "propose_cancel",
    "propose_edit",
    "propose_event",
    "publish",
    "remove_attendance",
    "remove_evidence",
    "remove_occurrence",
    "return_for_rework",
    "return_revision",
    "save_meeting",
    "set_persons",
    "staff_of",
    "start",
    "start_due",
    "submit",
    "submit_revision",
    "take_lines",
    "undo_done",
    "unmark",
    "withdraw_revision",
]
