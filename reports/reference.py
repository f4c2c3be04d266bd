"""Reference data of every app, loaded after `migrate` and nowhere else (contract §1)."""

from typing import Any

from mentorship.audit import guards as journal
from mentorship.bank import reference as bank
from mentorship.pairs import reference as pairs
from mentorship.programmes import reference as programmes
from mentorship.pupils import reference as pupils
from mentorship.roadmap import reference as roadmap
from mentorship.spreadsheets import parts_of_words
from reports import guards
from reports.summaries import keeping
from schools.parts import parts_named
from surveys import reference as surveys


def load_reference(**_signal: Any) -> None:
    """Forms of mentoring, lists, templates of plans and roadmaps, questionnaires; what is there stays.

    The guards of the journal go up anew: SQLite loses them when a table is rebuilt. So do the indexes of
    search, where PostgreSQL has been given their extension since. Kept figures are of the release before: its
    formulas may have been others.
    """
    for app in (programmes, bank, pairs, roadmap, pupils, surveys):
        app.load()
    journal.put_up()
    guards.put_up()
    keeping.forget()
    parts_of_words.put_up(column for part in parts_named("trigrams") for column in part.COLUMNS)


def stand_aside(**_signal: Any) -> None:
    """Before `migrate`: the marking triggers name many tables, none of which could be rebuilt under them."""
    guards.drop()
