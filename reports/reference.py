"""Reference data of every app, loaded after `migrate` and nowhere else (contract §1)."""

from typing import Any

from mentorship.bank import reference as bank
from mentorship.pairs import reference as pairs
from mentorship.programmes import reference as programmes
from mentorship.roadmap import reference as roadmap
from surveys import reference as surveys


def load_reference(**_signal: Any) -> None:
    """Forms of mentoring, lists, templates of plans and roadmaps, questionnaires; what is there stays."""
    for app in (programmes, bank, pairs, roadmap, surveys):
        app.load()
