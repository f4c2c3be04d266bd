"""What the portal does by itself every day: one command after the other, each noted in the journal."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Final

from django.core.management import CommandError, call_command, get_commands

from mentorship.audit.log import record
from mentorship.audit.models import Entry

logger = logging.getLogger(__name__)

ACTION: Final = "operation.daily"
# In this order: reminders first, people read them in the morning; cleaning up may take its time.
COMMANDS: Final = (
    "remind_half_years",
    "ask_pulse",
    "remind_surveys",
    "remind_requests",
    "remind_roadmaps",
    "clean_up",
    "reseal_secrets",
    "keep_summaries",
)


@dataclass(frozen=True)
class Outcome:
    """What became of one command, in its own words."""

    name: str
    words: str
    is_ok: bool


def run_daily(commands: tuple[str, ...] = COMMANDS) -> list[Outcome]:
    """Run every command there is, whatever became of the one before."""
    known = get_commands()
    return [_run(name) for name in commands if name in known]


def last_runs() -> dict[str, datetime]:
    """When each command last ended well."""
    rows = (
        Entry.objects.filter(action=ACTION, data__ok=True).order_by("at").values_list("data__command", "at")
    )
    return dict(rows)


def _run(name: str) -> Outcome:
    """One command; an error of any kind goes to the log and the journal, and the next one still runs."""
    begun, said, is_ok = time.monotonic(), StringIO(), True
    try:
        call_command(name, stdout=said)
    except Exception as failure:
        is_ok = False
        logger.exception("The daily command %s failed", name)
        said.write(f" {failure}" if isinstance(failure, CommandError) else f" {type(failure).__name__}")
    data = {"command": name, "ok": is_ok, "seconds": round(time.monotonic() - begun, 1)}
    record(by=None, action=ACTION, text=name, data=data)
    return Outcome(name, " ".join(said.getvalue().split()), is_ok)
