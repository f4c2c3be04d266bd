"""Bulk acts of this app that can be taken back for a few minutes."""

from mentorship.pairs.desk import taking_back
from schools.comfort.undo import Undoing

PUBLISHED_RUN = "pairs.published_run"

UNDOINGS = (Undoing(PUBLISHED_RUN, taking_back.undo),)
