"""Leading a contest: its regulation and nominations, then step by step to the announced results."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.practices.contests import letters
from mentorship.practices.contests.enums import CONTEST_STEPS, ContestKind, ContestState, Takes
from mentorship.practices.models import Contest, ContestEntry, Nomination
from mentorship.practices.workflow.moderation import lock
from schools.sentences import require_words

if TYPE_CHECKING:
    from schools.models import Municipality, User

CHANGEABLE: Final = ("kind", "title", "year", "nominate_until", "results_date", "regulation", "document")
# Each contest of document 003 begins with a nomination of its own name.
_FIRST: Final = {
    ContestKind.MENTOR_OF_YEAR: Takes.MENTOR,
    ContestKind.BEST_PAIR: Takes.PAIR,
    ContestKind.MENTOR_PLUS: Takes.MENTOR,
}
# Once the nominating has begun the year and the kind are what people were told.
_SETTLED: Final = ("kind", "year")


@transaction.atomic
def create_contest(*, municipality: "Municipality", by: "User | None", **fields: Any) -> Contest:
    """A draft, with the nomination that the contest is known by."""
    contest = Contest(municipality=municipality, **fields)
    contest.full_clean()
    contest.save()
    takes = _FIRST.get(ContestKind(contest.kind))
    if takes is not None:
        title = str(ContestKind(contest.kind).label)
        Nomination.objects.create(contest=contest, title=title, takes=takes)
    record(by=by, action="contests.created", target=contest, text=str(contest))
    return contest


@transaction.atomic
def change_contest(*, contest: Contest, version: int, by: "User | None", **fields: Any) -> None:
    """Change the regulation and the days until the results are announced."""
    held: Contest = lock(contest, version)
    if held.state == ContestState.ANNOUNCED:
        raise ValidationError("Итоги объявлены: конкурс больше не меняют.")
    if held.state != ContestState.DRAFT and any(getattr(held, name) != fields[name] for name in _SETTLED):
        raise ValidationError("Выдвижение уже открыто: вид конкурса и учебный год не меняют.")
    for name in CHANGEABLE:
        setattr(held, name, fields[name])
    held.full_clean()
    _store(held)
    record(by=by, action="contests.changed", target=held, text=str(held))


@transaction.atomic
def add_nomination(
    *, contest: Contest, version: int, title: str, takes: Takes, by: "User | None"
) -> Nomination:
    """One more category, while somebody may still be proposed in it."""
    held: Contest = lock(contest, version)
    _require_open(held)
    nomination = Nomination(contest=held, title=" ".join(title.split()), takes=takes)
    nomination.full_clean()
    nomination.save()
    _store(held)
    record(by=by, action="contests.nomination_added", target=held, text=nomination.title)
    return nomination


@transaction.atomic
def remove_nomination(*, nomination: Nomination, version: int, by: "User | None") -> None:
    """Take a category away in which nobody stands."""
    held: Contest = lock(nomination.contest, version)
    _require_open(held)
    if nomination.entries.exists():
        raise ValidationError("В этой номинации уже есть выдвинутые: сначала снимите выдвижения.")
    title = nomination.title
    nomination.delete()
    _store(held)
    record(by=by, action="contests.nomination_removed", target=held, text=title)


@transaction.atomic
def take_contest_step(
    *, contest: Contest, step: str, version: int, by: "User | None", on: date, words: str = ""
) -> None:
    """Open the nominating, close it, announce the results, or go one step back; `words` say why."""
    held: Contest = lock(contest, version)
    before, after = CONTEST_STEPS[step]
    if held.state != before:
        raise ValidationError(
            f"Так можно поступить, пока состояние «{before.label}»; сейчас — «{held.get_state_display()}»."
        )
    words = require_words(words, "Напишите, почему снимаете итоги.") if step == "recall" else ""
    _CHECKS[step](held, on)
    held.state = after
    held.announced_date = on if step == "announce" else None
    _store(held)
    record(by=by, action=f"contests.{step}", target=held, text=f"{held}. {words}".strip())
    if step in _LETTERS:
        _LETTERS[step](held, by)


def _may_open(contest: Contest, on: date) -> None:
    if not contest.nominations.exists():
        raise ValidationError("Добавьте хотя бы одну номинацию.")
    if contest.nominate_until < on:
        raise ValidationError("Последний день выдвижения уже прошёл: измените его и откройте снова.")


def _may_close(contest: Contest, on: date) -> None:
    if not entries_of(contest).exists():
        raise ValidationError("Никто ещё не выдвинут: подводить итоги не по кому.")


def _may_announce(contest: Contest, on: date) -> None:
    if not entries_of(contest).placed().exists():
        raise ValidationError("Сначала запишите результаты: пока нет ни одного победителя или лауреата.")


def _may_resume(contest: Contest, on: date) -> None:
    if entries_of(contest).placed().exists():
        raise ValidationError("Результаты уже записаны: сначала снимите их, потом продолжайте выдвижение.")


def _may_recall(contest: Contest, on: date) -> None:
    """Announced results may always be taken back; the reason is in the journal."""


_CHECKS: Final = {
    "open": _may_open,
    "close": _may_close,
    "announce": _may_announce,
    "resume": _may_resume,
    "recall": _may_recall,
}


# Closing and going back are the centre's own business: nobody is written to.
_LETTERS: Final = {"open": letters.tell_of_opening, "announce": letters.tell_of_results}


def entries_of(contest: Contest) -> Any:
    """Everybody proposed in any nomination of the contest."""
    return ContestEntry.objects.filter(nomination__contest=contest)


def _require_open(contest: Contest) -> None:
    if contest.state not in (ContestState.DRAFT, ContestState.NOMINATING):
        raise ValidationError("Номинации меняют, пока идёт выдвижение.")


def _store(contest: Contest) -> None:
    contest.version += 1
    contest.save()
