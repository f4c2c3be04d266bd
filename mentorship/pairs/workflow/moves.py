"""What every change of a pair shares: the lock, the allowed move, the entry in the journal."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch

from mentorship.audit.log import record
from mentorship.pairs.enums import TRANSITIONS, PairState
from mentorship.pairs.models import Pair, PairMember
from schools.models import User

# What is done to a pair that comes into the state, and to which pairs it can be done.
VERBS: dict[PairState, str] = {
    PairState.AGREED: "согласовать",
    PairState.ORDERED: "закрепить приказом",
    PairState.ACTIVE: "начать",
    PairState.PAUSED: "приостановить",
    PairState.COMPLETED: "завершить",
    PairState.DISSOLVED: "расторгнуть",
    PairState.CANCELLED: "отменить",
}
WAY_OUT = {
    PairState.PROPOSED: "Сначала согласуйте её или отмените.",
    PairState.AGREED: "Сначала зарегистрируйте приказ или отмените её.",
    PairState.ORDERED: "Сначала начните её или расторгните.",
    PairState.ACTIVE: "Её можно приостановить, завершить или расторгнуть.",
    PairState.PAUSED: "Её можно возобновить, завершить или расторгнуть.",
}
OVER = "Завершённую, расторгнутую и отменённую пару не меняют: предложите новую."


def lock(pair: Pair) -> Pair:
    """Return the pair as it stands now, its row locked until the transaction ends."""
    fresh = Pair.objects.select_for_update(of=("self",)).select_related("mentor__person")
    return fresh.get(pk=pair.pk)


def lock_all(pairs: Iterable[Pair]) -> list[Pair]:
    """The same of several pairs with their members; always by key, so that two do not block each other."""
    fresh = Pair.objects.select_for_update(of=("self",)).select_related("mentor__person__school")
    members = Prefetch("members", PairMember.objects.select_related("mentee__school"))
    return list(fresh.filter(pk__in=[pair.pk for pair in pairs]).order_by("pk").prefetch_related(members))


def members_of(pair: Pair) -> list[PairMember]:
    """The members with their mentees and requests, in their order."""
    return list(pair.members.select_related("mentee__school", "request").order_by("pk"))


def check_move(pair: Pair, to: PairState, *, verb: str = "", sources: tuple[PairState, ...] = ()) -> None:
    """Refuse a move that the table of transitions does not allow; `verb` and `sources` narrow it."""
    state = PairState(pair.state)
    if to in TRANSITIONS[state] and (not sources or state in sources):
        return
    raise refusal(pair, verb or VERBS[to])


def refusal(pair: Pair, verb: str) -> ValidationError:
    """Say that this cannot be done to the pair as it stands, and what can."""
    state = PairState(pair.state)
    way_out = WAY_OUT.get(state, OVER)
    return ValidationError(f"Пару № {pair.number} нельзя {verb}: сейчас она {state.label}. {way_out}")


def move(
    pair: Pair, to: PairState, *, by: User | None, action: str, text: str, comment: str = "", **data: Any
) -> None:
    """Write the new state and the entry of the journal: from, to, comment and what else is to be kept."""
    before = pair.state
    pair.state = to
    pair.save()
    note(pair, by=by, action=action, text=text, comment=comment, **{"from": before, "to": str(to)}, **data)


def note(pair: Pair, *, by: User | None, action: str, text: str, comment: str = "", **data: Any) -> None:
    """Write an entry of the journal: a sentence that people read, the comment, the details for machines."""
    words = f"{text}: {comment}" if comment else text
    record(by=by, action=f"pairs.{action}", target=pair, text=words, data={"comment": comment, **data})
