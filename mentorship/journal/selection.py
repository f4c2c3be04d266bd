"""Which entries a page shows: the account's reach, the form over the list, a page after a page.

The journal grows for years, so pages go on from the last entry shown (a key), not by counting from the top.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.utils import timezone

from mentorship.audit.kinds import Kind
from mentorship.audit.models import Entry, EntryQuerySet, concerning
from mentorship.journal.words import object_words, words_of
from mentorship.spreadsheets.words import fold
from schools.enums import Role
from schools.models import Municipality, Person, School

PAGE: Final = 50
_KEY_LENGTH: Final = 60
_TEACHER: Final = "педагог"


class Line(NamedTuple):
    """An entry as people read it."""

    entry: Entry
    who: str
    roles: str
    words: str
    object: str
    place: str
    details: list[str]


class Page(NamedTuple):
    """Entries, and the keys to go on with; "" where there is nothing further."""

    lines: list[Line]
    older: str
    is_first: bool


def chosen(user: Any, asked: Mapping[str, Any]) -> EntryQuerySet:
    """The entries within the account's reach that meet the (cleaned) form."""
    found = Entry.objects.visible_to(user).between(asked.get("start"), asked.get("end"))
    if asked.get("who"):
        found = found.filter(_named("by__person__", asked["who"]))
    if asked.get("about"):
        found = found.about(Person.objects.filter(_named("", asked["about"])).values("pk"))
    if asked.get("person"):
        found = found.filter(concerning([asked["person"]]) | Q(by__person=asked["person"]))
    for field in ("kind", "action"):
        if asked.get(field):
            found = found.filter(**{field: asked[field]})
    for word in (asked.get("q") or "").split():
        found = found.filter(_holding(word))
    return found


def _named(prefix: str, words: str) -> Q:
    """Every word stands in the person's name."""
    condition = Q()
    for word in fold(words).split():
        condition &= Q(**{f"{prefix}name_key__contains": word})
    return condition


def _holding(word: str) -> Q:
    """The word stands in the object or the explanation; SQLite compares Cyrillic letter by letter."""
    condition = Q()
    for spelling in {word, word.lower(), word.capitalize(), word.upper()}:
        condition |= Q(target_text__contains=spelling) | Q(text__contains=spelling)
    return condition


def page_of(found: EntryQuerySet, after: str) -> Page:
    """A page of entries, the newest first, that go on after a key."""
    position = _position(after)
    shown = found.order_by("-at", "-pk").select_related("by__person")
    if position:
        at, pk = position
        shown = shown.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    rows = list(shown[: PAGE + 1])
    older = f"{rows[PAGE - 1].at.timestamp()!r}_{rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
    return Page(lines_of(rows[:PAGE]), older, position is None)


def _position(after: str) -> tuple[datetime, int] | None:
    """The moment and key of the last entry shown; nonsense in the address is the first page."""
    moment, _, key = after[:_KEY_LENGTH].partition("_")
    try:
        return datetime.fromtimestamp(float(moment), tz=timezone.get_current_timezone()), int(key)
    except (ValueError, OverflowError, OSError):
        return None


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """The entries in words; two queries for the names of places."""
    rows = list(entries)
    schools = _names(School, {row.school for row in rows})
    places = _names(Municipality, {row.municipality for row in rows})
    return [
        Line(
            entry=row,
            who=row.by.get_full_name() if row.by else "портал",
            roles=", ".join(_role(code) for code in row.roles.split(",") if code),
            words=words_of(row.action),
            object=object_words(row.target_model),
            place=schools.get(row.school) or places.get(row.municipality) or "",
            details=details_of(row),
        )
        for row in rows
    ]


def _names(model: Any, keys: set[int | None]) -> dict[int | None, str]:
    wanted = keys - {None}
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _role(code: str) -> str:
    return str(Role(code).label) if code in Role.values else _TEACHER if code == "teacher" else code


def details_of(entry: Entry) -> list[str]:
    """An entry's data for people: rows and filter of an export, before and after of a change."""
    found = []
    if "rows" in entry.data:
        found.append(f"строк: {entry.data['rows']}")
    if entry.kind == Kind.EXPORT and "filter" in entry.data:
        found.append(f"отбор: {_filter(entry.data['filter'])}")
    changed = entry.data.get("changed")
    if isinstance(changed, dict):
        found.extend(_change(name, pair) for name, pair in changed.items())
    return found


def _filter(chosen_by: Any) -> str:
    if isinstance(chosen_by, dict):
        chosen_by = "; ".join(f"{name} — {value}" for name, value in chosen_by.items())
    return str(chosen_by) or "без отбора"


def _change(name: str, pair: Any) -> str:
    if isinstance(pair, list) and len(pair) == 2:  # noqa: PLR2004  # before and after
        return f"{name}: «{pair[0]}» → «{pair[1]}»"
    return f"{name}: {pair}"


def views_of_person(person: Person) -> EntryQuerySet:
    """Who opened what the portal keeps of a person, other than themselves; merged records count as one.

    Each entry stands for an hour; the newest first. For the page «Мои данные».
    """
    former = person.aliases.values_list("record__pk", flat=True)
    keys = [person.pk, *(key for key in former if isinstance(key, int))]
    own = Q(by__person__in=keys)
    return Entry.objects.about(keys).looks().exclude(own).select_related("by__person").order_by("-at", "-pk")
