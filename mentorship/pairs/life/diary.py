"""The diary of a pair: its sides write and read it, nobody else does, in whatever role."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.pairs.models import DiaryEntry, Pair, PairMember
from mentorship.pairs.workflow.meetings import JOURNAL_STATES
from mentorship.pairs.workflow.moves import lock, refusal
from schools.models import Person
from schools.sentences import require_words


def is_side(pair: Pair, members: Iterable[PairMember], person: int | None, on: date) -> bool:
    """Whether the person reads the diary: the mentor, and who is a mentee now or was one to the end."""
    if person is None:
        return False
    if person == pair.mentor_id:
        return True
    members = list(members)
    own = next((member for member in members if member.mentee_id == person), None)
    if own is None:
        return False
    last = max((member.end_date for member in members if member.end_date), default=None)
    return own.is_current(on) or (pair.is_over and own.end_date == last)


@transaction.atomic
def write_entry(*, pair: Pair, author: Person, day: date, text: str, today: date) -> DiaryEntry:
    """Add a page. The journal of actions says nothing of it: that too would be read by others."""
    pair = lock(pair)
    if pair.state not in JOURNAL_STATES:
        raise refusal(pair, "дополнить записью дневника")
    if not is_side(pair, pair.members.all(), author.pk, today):
        raise ValidationError("В дневник пишут только наставник и наставляемый этой пары.")
    if day > today:
        raise ValidationError({"date": "Этот день ещё не наступил."})
    entry = DiaryEntry(pair=pair, author=author, date=day, text=require_words(text, "Напишите хоть слово."))
    entry.full_clean(exclude=["pair", "author"])
    entry.save()
    return entry


def remove_entry(*, entry: DiaryEntry, author: Person) -> None:
    """Tear out one's own page."""
    if entry.author_id != author.pk:
        raise ValidationError("Эту запись сделала другая сторона: убрать её может только автор.")
    entry.delete()
