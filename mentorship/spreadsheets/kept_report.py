"""What is kept of a report until its reader comes back: the counts, and as many messages as a page shows."""

from dataclasses import dataclass
from typing import Any, Final, Self

from mentorship.spreadsheets.report import Change, ImportReport, Message

# More lines than these nobody reads on a page; the command gives all.
SHOWN: Final = 200


@dataclass(frozen=True)
class KeptReport:
    """A report as the preview shows it; `error_count` and `warning_count` also count what is not kept."""

    rows: int
    created: int
    updated: int
    unchanged: int
    errors: list[Message]
    warnings: list[Message]
    changes: list[Change]
    error_count: int
    warning_count: int

    @classmethod
    def of(cls, report: ImportReport) -> Self:
        """What the page needs of a report."""
        return cls(
            **report.counts(),
            errors=report.errors[:SHOWN],
            warnings=report.warnings[:SHOWN],
            changes=report.changes,
            error_count=len(report.errors),
            warning_count=len(report.warnings),
        )

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """The report that `as_json` wrote."""
        lists = {
            "errors": [Message(*item) for item in stored["errors"]],
            "warnings": [Message(*item) for item in stored["warnings"]],
            "changes": [Change(*item) for item in stored["changes"]],
        }
        return cls(**{**stored, **lists})

    def as_json(self) -> dict[str, Any]:
        """The report as plain lists and numbers."""
        lists = {
            name: [list(item) for item in getattr(self, name)] for name in ("errors", "warnings", "changes")
        }
        return {**vars(self), **lists}

    @property
    def saved_count(self) -> int:
        """Rows that make or change something."""
        return self.created + self.updated
