"""Every change of pupils, consents and pairs; the journal hears of each by number, never by name."""

from mentorship.pupils.workflow.consents import give_consent, withdraw_consent
from mentorship.pupils.workflow.erasing import erase_pupil
from mentorship.pupils.workflow.pairs import (
    agree_pair,
    break_pair,
    end_pair,
    log_meeting,
    propose_pair,
    remove_meeting,
    start_pair,
)
from mentorship.pupils.workflow.pupils import add_pupil, edit_pupil, leave_school

__all__ = [
    "add_pupil",
    "agree_pair",
    "break_pair",
    "edit_pupil",
    "end_pair",
    "erase_pupil",
    "give_consent",
    "leave_school",
    "log_meeting",
    "propose_pair",
    "remove_meeting",
    "start_pair",
    "withdraw_consent",
]
