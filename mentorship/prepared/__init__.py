"""Statements that nearly every page asks: written from their QuerySet once a process, then filled in.

To build a statement takes Django several times as long as the database needs to answer it. What is kept is
its text and, on PostgreSQL, its plan: the values come with every call, and the database is asked each time.
"""

from mentorship.prepared.changes import PreparedInsert, PreparedUpdate
from mentorship.prepared.questions import Prepared
from mentorship.prepared.statements import Slot

__all__ = ["Prepared", "PreparedInsert", "PreparedUpdate", "Slot"]
