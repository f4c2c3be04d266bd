"""«Недавнее»: cards an account opened last: kinds of the search and keys, the words come from the rows."""

from collections import defaultdict
from functools import cache
from typing import Final, NamedTuple

from django.http import HttpRequest

from schools.models import AccountHabits, User
from schools.search.contract import Card, Hit, Kind
from schools.search.finding import kinds

MOST: Final = 10
# A card that is out of reach today may be back tomorrow; older ones go all the same.
KEPT: Final = 15


class Recent(NamedTuple):
    """A card that was opened, as its kind tells it today."""

    kind: Kind
    hit: Hit


@cache
def _cards() -> dict[str, tuple[Kind, Card]]:
    """The pages that show one row of a kind, by URL name."""
    return {card.url_name: (kind, card) for kind in kinds() for card in kind.cards}


def card_of(request: HttpRequest) -> tuple[Kind, Card] | None:
    """The card that the page is, with its kind; None for any other page."""
    match = request.resolver_match
    return _cards().get(match.view_name) if match is not None else None


def note_opened(request: HttpRequest, user: User) -> None:
    """Put the card on top: one question, and one change unless it stands there already."""
    match, found = request.resolver_match, card_of(request)
    if match is None or found is None:
        return
    kind, card = found
    key = match.kwargs[card.argument]
    opened = [kind.code, int(key) if kind.key == "pk" else key]
    habits = AccountHabits.of(user)
    if habits is not None and habits.recent[:1] == [opened]:
        return
    if habits is None:
        # two cards opened at once: the second is forgotten, that is all
        AccountHabits.objects.bulk_create([AccountHabits(user=user, recent=[opened])], ignore_conflicts=True)
        return
    others = [item for item in habits.recent if item != opened]
    AccountHabits.objects.filter(user=user).update(recent=[opened, *others][:KEPT])


def recents(user: User) -> list[Recent]:
    """The last cards that the account may still see: one query for the keys, one for each kind among them."""
    habits = AccountHabits.of(user)
    opened = [(code, key) for code, key in habits.recent] if habits else []
    open_kinds = {kind.code: kind for kind in kinds() if kind.is_open_to(user)}
    keys = defaultdict(list)
    for code, key in opened:
        if code in open_kinds:
            keys[code].append(key)
    rows = {
        (code, getattr(row, open_kinds[code].key)): Recent(open_kinds[code], open_kinds[code].hit(row, user))
        for code, wanted in keys.items()
        for row in open_kinds[code].rows(user, "").filter(**{f"{open_kinds[code].key}__in": wanted})
    }
    return [rows[item] for item in opened if item in rows and rows[item].hit.address][:MOST]
