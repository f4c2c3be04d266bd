"""A side of a pair asks to dissolve it; the desk dissolves it or answers (domain.md §4.3)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.pairs import letters
from mentorship.pairs.enums import PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.workflow.moves import check_move, lock, members_of, note
from schools.models import Person, User
from schools.sentences import require_words


@transaction.atomic
def ask_to_dissolve(*, pair: Pair, person: Person, reason: str, by: User | None, today: date) -> Pair:
    """Keep that the mentor or a mentee asks to end the work early; the day is the day of the warning."""
    pair = lock(pair)
    check_move(pair, PairState.DISSOLVED)
    if pair.ending_asked_date is not None:
        raise ValidationError(
            f"Пару № {pair.number} уже просят расторгнуть с {pair.ending_asked_date:%d.%m.%Y}: "
            "куратор и методист это видят."
        )
    members = members_of(pair)
    is_mentee = any(member.mentee_id == person.pk and not _has_left(member, today) for member in members)
    if person.pk != pair.mentor_id and not is_mentee:
        raise ValidationError("Расторгнуть пару просят её наставник и наставляемые.")
    pair.ending_asked_why = require_words(reason, "Напишите, почему просите расторгнуть пару.")
    pair.ending_asked_by, pair.ending_asked_date = person, today
    pair.save(update_fields=["ending_asked_by", "ending_asked_date", "ending_asked_why"])
    note(pair, by=by, action="ask_dissolution", text=f"{person.short_name}: просьба расторгнуть пару")
    letters.tell("ask_dissolution", pair, members, by=by, reason=pair.ending_asked_why)
    return pair


@transaction.atomic
def answer_dissolution(*, pair: Pair, answer: str, by: User | None) -> Pair:
    """Close the request without dissolving the pair: the work goes on, both sides read why."""
    pair = lock(pair)
    if pair.ending_asked_date is None or pair.is_over:
        raise ValidationError(f"Пару № {pair.number} сейчас никто не просит расторгнуть. Обновите страницу.")
    answer = require_words(answer, "Напишите, на чём договорились: без ответа просьба остаётся.")
    pair.ending_asked_by = pair.ending_asked_date = None
    pair.ending_asked_why = ""
    pair.save(update_fields=["ending_asked_by", "ending_asked_date", "ending_asked_why"])
    note(pair, by=by, action="answer_dissolution", text="Просьба расторгнуть закрыта", comment=answer)
    letters.tell("answer_dissolution", pair, members_of(pair), by=by, reason=answer)
    return pair


def _has_left(member: PairMember, today: date) -> bool:
    return member.end_date is not None and member.end_date < today
