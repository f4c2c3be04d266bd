"""Reference data of every app, loaded after `migrate` and nowhere else (contract §1)."""

from typing import Any

from mentorship.audit import guards
from mentorship.bank import reference as bank
from mentorship.pairs import reference as pairs
from mentorship.programmes import reference as programmes
from mentorship.pupils import reference as pupils
from mentorship.roadmap import reference as roadmap
from surveys import reference as surveys


def load_reference(**_signal: Any) -> None:
    """Forms of mentoring, lists, templates of plans and roadmaps, questionnaires; what is there stays.

    The guards of the journal go up anew: SQLite loses them when a table is rebuilt.
    """
    for app in (programmes, bank, pairs, roadmap, pupils, surveys):
        app.load()
    guards.put_up()
