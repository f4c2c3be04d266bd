"""What cannot have been (contract §3): refused row by row, before anything is written."""

from collections.abc import Mapping
from typing import Any

from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.resources.groups import Group, MemberRow
from mentorship.spreadsheets.cells import CLEAR
from mentorship.spreadsheets.layout import Row
from mentorship.spreadsheets.report import ImportReport


def is_possible(
    group: Group, stored: Pair | None, members: Mapping[int, PairMember], report: ImportReport
) -> bool:
    """Whether the group can have been; `members` are the stored ones by mentee."""
    before = len(report.errors)
    _check_group(group, stored, report)
    mentor = group.mentor.pk if group.mentor else (stored.mentor_id if stored else None)
    state = group.row.get("state") or (stored.state if stored else PairState.PROPOSED)
    for item in group.members:
        if item.mentee.pk == mentor:
            report.error(item.row, "mentee", "Наставник не может быть своим наставляемым.")
        _check_dates(item, members.get(item.mentee.pk), state, report)
    rest = {key: member for key, member in members.items() if key not in group.mentees}
    _check_rest(group, rest, mentor, state, report)
    return len(report.errors) == before


def _check_group(group: Group, stored: Pair | None, report: ImportReport) -> None:
    """A pair has a mentor and a state."""
    row = group.row
    if row.values.get("mentor") is CLEAR:
        report.error(row, "mentor", "У пары не может не быть наставника: впишите его код.")
    elif group.mentor is None and stored is None:
        report.error(row, "mentor", "Ячейка пуста, а для новой пары нужен наставник.")
    if row.values.get("state") is CLEAR:
        report.error(row, "state", "Состояние нельзя очистить: впишите одно из допустимых.")


def _check_dates(item: MemberRow, stored: PairMember | None, state: str, report: ImportReport) -> None:
    """An end before the start; a pair at work without a start."""
    start, end = (_effective(item.row, name, stored) for name in ("start_date", "end_date"))
    if start and end and end < start:
        column = "end_date" if "end_date" in item.row else "start_date"
        words = f"Дата окончания {end:%d.%m.%Y} раньше даты начала {start:%d.%m.%Y}."
        report.error(item.row, column, words)
    if state == PairState.ACTIVE and start is None:
        report.error(item.row, "start_date", "Пара действует, а даты начала нет: впишите её.")


def _check_rest(
    group: Group, rest: Mapping[int, PairMember], mentor: int | None, state: str, report: ImportReport
) -> None:
    """The same of stored members whom the file does not name."""
    for key, member in rest.items():
        if key == mentor:
            report.error(group.row, "mentor", f"{member.mentee} — наставляемый этой же пары.")
        if state == PairState.ACTIVE and member.start_date is None:
            report.error(
                group.row, "state", f"Пара действует, а у наставляемого {member.mentee} нет даты начала."
            )


def _effective(row: Row, name: str, stored: PairMember | None) -> Any:
    """What the field will hold: a blank cell leaves the stored value."""
    if name in row:
        return row.get(name)
    return getattr(stored, name, None)
