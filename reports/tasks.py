"""What the reports ask a person to do: mend the data they are made of."""

from datetime import date

from django.urls import reverse

from reports.quality.findings import Severity
from reports.quality.ledger import AREA, Ledger
from reports.quality.registry import BY_CODE
from schools.models import User
from schools.russian import NBSP, plural
from schools.workplace import Task


def tasks_for(user: User, on: date) -> list[Task]:
    """The ledger of data quality for whoever may mend it; no query for anybody else."""
    if not user.access.may_change(AREA):
        return []
    findings = Ledger.read(user, on).findings
    if not findings:
        return []
    grave = sum(BY_CODE[finding.check].severity is Severity.HIGH for finding in findings)
    return [
        Task(
            title=f"Замечания к данным: {len(findings)}",
            text=_text(grave),
            url=reverse("reports:quality"),
            action="Открыть замечания",
            tone="warn" if grave else "",
        )
    ]


def _text(grave: int) -> str:
    """How many of them make figures wrong."""
    if not grave:
        return "Показатели они не искажают, но записи неполны."
    words = plural(grave, "искажает показатели", "искажают показатели", "искажают показатели")
    return f"Из них {grave}{NBSP}{words}."
