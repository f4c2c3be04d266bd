"""What differs between two plans: of two versions of a template, of two agreed versions; no database."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from mentorship.roadmap.enums import TermKind
from mentorship.roadmap.models.templates import MONTHS

ADDED, CHANGED, GONE = "added", "changed", "gone"


class Change(NamedTuple):
    """One field: its name, its words before and after."""

    name: str
    words: str
    old: str
    new: str


class Difference(NamedTuple):
    """One event: added, changed (and how) or gone."""

    kind: str
    code: str
    title: str
    stage: str
    changes: tuple[Change, ...] = ()


def between(
    old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]], words: Mapping[str, str]
) -> list[Difference]:
    """Compare two plans event by event by code, in the order of the new one; what is gone comes last."""
    before = {row["code"]: row for row in old}
    after = {row["code"]: row for row in new}
    found = []
    for code, row in after.items():
        if code not in before:
            found.append(Difference(ADDED, code, row["title"], row["stage"]))
        elif changes := _changes(before[code], row, words):
            found.append(Difference(CHANGED, code, row["title"], row["stage"], changes))
    gone = (row for code, row in before.items() if code not in after)
    return [*found, *(Difference(GONE, row["code"], row["title"], row["stage"]) for row in gone)]


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], words: Mapping[str, str]) -> tuple[Change, ...]:
    return tuple(
        Change(name, label, in_words(name, old[name]), in_words(name, new[name]))
        for name, label in words.items()
        if old[name] != new[name]
    )


def in_words(name: str, value: Any) -> str:
    """A value as people read it: a month's name, a day, a dash for nothing."""
    if value is None or value == "":
        return "—"
    if name.endswith("month"):
        return MONTHS[value][1]
    if name == "term_kind":
        return TermKind(value).label
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if name in ("start", "due"):
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return str(value)


# The fields of a template's event and of a kept plan that are compared, in the words of the page.
TEMPLATE_WORDS = {
    "stage": "этап",
    "title": "название",
    "form": "форма",
    "term_kind": "вид срока",
    "start_month": "первый месяц",
    "due_month": "последний месяц",
    "responsible": "ответственный",
    "result": "ожидаемый результат",
}
PLAN_WORDS = {
    "stage": "этап",
    "title": "название",
    "form": "форма",
    "term": "вид срока",
    "start": "начало",
    "due": "срок",
    "responsible": "ответственный",
    "result": "ожидаемый результат",
}


def template_rows(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Events of a template, with their stages read, as the comparison takes them."""
    names = [name for name in TEMPLATE_WORDS if name != "stage"]
    return [
        {"code": event.code, "stage": event.stage.number, **{name: getattr(event, name) for name in names}}
        for event in events
    ]


EVENT_WORDS = {
    "stage": "этап",
    "title": "название",
    "form": "форма",
    "term_kind": "вид срока",
    "start_date": "начало",
    "due_date": "срок",
    "responsible": "ответственный",
    "expected_result": "ожидаемый результат",
}


def of_line(line: Any) -> tuple[Change, ...]:
    """What a line of a proposed version changes in its event; nothing for a new or a cancelled one."""
    if line.event is None:
        return ()
    return _changes(_planned_row(line.event), _planned_row(line), EVENT_WORDS)


def _planned_row(row: Any) -> dict[str, Any]:
    names = [name for name in EVENT_WORDS if name != "stage"]
    return {"stage": row.stage.number, **{name: getattr(row, name) for name in names}}
