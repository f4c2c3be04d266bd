"""Extracts of the journal: a numbered list of entries with a chain of checksums that proves it whole.

An extract is kept as an entry of the journal itself (which nobody can change): its number is the entry's,
its data hold the entries' keys, the filter in words and the last link of the chain. Drawn up again later, the
same entries give the same sum, unless a person's words have been taken out of them by an act.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.http import QueryDict

from mentorship.audit.log import record_export
from mentorship.audit.models import Entry
from mentorship.journal.selection import Line, chosen, lines_of
from mentorship.spreadsheets.writer import Sheet
from schools.forms import applied_filters

ACTION: Final = "journal.exported"
MOST: Final = 5000
START: Final = "0" * 64
HEADINGS: Final = (
    "№",
    "Когда (UTC)",
    "Кто",
    "Роли",
    "Адрес",
    "Обращение",
    "Действие",
    "Вид объекта",
    "Объект",
    "Место",
    "Пояснение",
    "Подробности",
    "Контрольная сумма строки",
)
WIDTHS: Final = (8, 20, 28, 24, 16, 20, 32, 20, 36, 28, 40, 40, 68)


class Extract(NamedTuple):
    """A drawn extract: the entry that keeps it, its lines with their links, whether the sum still holds."""

    kept: Entry
    lines: list[tuple[Line, str]]
    holds: bool


def link(before: str, entry: Entry) -> str:
    """The next link of the chain: SHA-256 over the former link and the entry's fields in a fixed order."""
    fields = [
        entry.pk,
        entry.at.astimezone(UTC).isoformat(),
        entry.by_id,
        entry.roles,
        entry.address,
        entry.request,
        entry.action,
        entry.target_model,
        entry.target_id,
        entry.target_text,
        entry.text,
        entry.data,
    ]
    plain = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{before}{plain}".encode()).hexdigest()


def chain(entries: Iterable[Entry]) -> list[str]:
    """Every link for entries in the order of time."""
    links, last = [], START
    for entry in entries:
        last = link(last, entry)
        links.append(last)
    return links


def draw(*, by: Any, asked: Mapping[str, Any], words: str, target: Any = None) -> Entry:
    """Draw up an extract of what the filter finds within the account's reach; return its entry."""
    rows = list(chosen(by, asked).order_by("at", "pk")[: MOST + 1])
    if len(rows) > MOST:
        raise ValidationError(f"В выписку входит не больше {MOST} записей: выберите период короче.")
    if not rows:
        raise ValidationError("По этому отбору записей нет: выписывать нечего.")
    kept = {"keys": [row.pk for row in rows], "sha256": chain(rows)[-1]}
    return record_export(by=by, action=ACTION, rows=len(rows), chosen=words, target=target, data=kept)


def drawn(kept: Entry) -> Extract:
    """The extract as it is now, in the order of time."""
    rows = list(
        Entry.objects.filter(pk__in=kept.data["keys"]).select_related("by__person").order_by("at", "pk")
    )
    links = chain(rows)
    whole = bool(links) and links[-1] == kept.data["sha256"]
    return Extract(kept, list(zip(lines_of(rows), links, strict=True)), whole)


def sheets(found: Extract) -> list[Sheet]:
    """The extract as a workbook: its lines, and what it is."""
    rows = [_cells(number, line, own) for number, (line, own) in enumerate(found.lines, start=1)]
    about = [
        ("Выписка", f"№ {found.kept.pk}"),
        ("Составлена", f"{found.kept.at.astimezone(UTC):%d.%m.%Y %H:%M} UTC"),
        ("Составил", found.kept.by.get_full_name() if found.kept.by else "портал"),
        ("Отбор", found.kept.data["filter"]),
        ("Записей", found.kept.data["rows"]),
        ("Контрольная сумма SHA-256", found.kept.data["sha256"]),
    ]
    return [
        Sheet("Записи", HEADINGS, rows, WIDTHS),
        Sheet("О выписке", ("Что", "Значение"), about, (28, 90)),
    ]


def _cells(number: int, line: Line, own: str) -> tuple[Any, ...]:
    entry = line.entry
    return (
        number,
        f"{entry.at.astimezone(UTC):%d.%m.%Y %H:%M:%S}",
        line.who,
        line.roles,
        entry.address or "",
        entry.request,
        line.words,
        line.object,
        entry.target_text,
        line.place,
        entry.text,
        "; ".join(line.details),
        own,
    )


def in_words(form: Any) -> str:
    """The bound filter in one line; «весь журнал» for none."""
    data = form.data if isinstance(form.data, QueryDict) else QueryDict(mutable=True)
    return "; ".join(item.words for item in applied_filters(form, data)) or "весь журнал"
