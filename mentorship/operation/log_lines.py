"""The log as JSON lines (LOG_FORMAT=json): enough to follow a request, nothing that tells of a person.

Who, what and when is the journal's (mentorship.audit); both name a request by the same number.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from mentorship.audit.origin import current

_ROOT: Final = Path(__file__).resolve().parents[2]
# An endless recursion must not become an endless line.
_DEEPEST: Final = 30


class JsonLines(logging.Formatter):
    """One object a line; a line break in a message stays within its string, so that no line can be forged."""

    def format(self, record: logging.LogRecord) -> str:
        """What happened, when (UTC), in which request; `facts` of the record stand beside it."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if current().request:
            line["request"] = current().request
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, stack = record.exc_info
            line["error"] = {"type": f"{kind.__module__}.{kind.__qualname__}", "where": _where(stack)}
        return json.dumps(line, ensure_ascii=False, default=str)


def _where(stack: TracebackType | None) -> list[str]:
    """Places in the code only: the words of an exception quote what people typed."""
    frames = traceback.extract_tb(stack)[-_DEEPEST:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else name
